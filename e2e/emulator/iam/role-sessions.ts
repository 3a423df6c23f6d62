import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';

import { errorAnswer } from '../answers';
import { type Answer, type ApiCall, type Gap } from '../api-call';
import { type ClientsIn } from '../clients';
import { type AccessRequest, evaluate, type Verdict } from './evaluate';
import { iamAction } from './iam-action';
import { parsePolicy, type Statement } from './policy';
import { type Resource, resourcesOf } from './resources';
import { readRole, type RolePolicies } from './role-policies';

/** What a service of AWS does a role's work with. */
export interface RoleSession {
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** What was refused so far, or could not be judged, as the caller was told. */
  readonly refusals: readonly string[];
  /** @throws Error with AWS's sentence where the role may not do this to that ARN */
  assertAllowed(action: string, resource: string): Promise<void>;
}

export interface RoleSessionProps {
  readonly roleArn: string;
  /** Who assumes it, e.g. `lambda.amazonaws.com`. */
  readonly service: string;
  /** E.g. the name of the function. */
  readonly name: string;
}

interface ActiveSession extends Omit<RoleSession, 'assertAllowed'>, RoleSessionProps {
  readonly accountId: string;
  readonly refusals: string[];
}

/** IAM keeps roles and their policies in no region. */
const IAM_REGION = 'us-east-1';
/** What holds for each call of a role: with TLS, and by no service for somebody else. */
const OF_EVERY_CALL = { 'aws:securetransport': ['true'], 'aws:sourcearn': undefined, 'aws:sourceaccount': undefined };

/** Judges the calls of those who have assumed a role by the role's policies at that moment, as IAM does. Other calls pass. */
export class RoleSessions {
  private readonly byAccessKey = new Map<string, ActiveSession>();
  /** By name. */
  private readonly roles = new Map<string, Promise<RolePolicies>>();

  /** @param clientsIn of moto: they are not judged */
  constructor(private readonly clientsIn: ClientsIn) {}

  /**
   * As a service does before it works for a role.
   *
   * @throws Error when the role does not trust the service, or does not exist
   */
  async assume(props: RoleSessionProps): Promise<RoleSession> {
    const { roleArn, service } = props;
    const accountId = String(roleArn.split(':')[4]);
    const { trust } = await this.role(roleArn);
    const request = { principal: { service }, action: 'sts:AssumeRole', resource: roleArn };
    const context = { 'aws:sourceaccount': [accountId], 'aws:sourcearn': undefined };
    if (evaluate({ ...request, context }, { identity: [], resource: trust }) !== 'allowed') {
      throw new Error(`${service} is not authorized to assume ${roleArn}`);
    }
    const accessKeyId = `ASIA${String(this.byAccessKey.size + 1).padStart(16, '0')}`;
    const credentials = { accessKeyId, secretAccessKey: 'emulator' };
    const session = { ...props, accountId, credentials, refusals: [] };
    this.byAccessKey.set(accessKeyId, session);
    return {
      ...session,
      assertAllowed: async (action, resource) => {
        const denial = await this.denial(session, action, [{ resource, context: {} }]);
        if (denial !== undefined) throw new Error(denial);
      },
    };
  }

  readonly gap: Gap = async (call, next) => {
    // whoever writes to IAM may change a role
    if (call.service === 'iam' && !/^(Get|List)/.test(call.action)) this.roles.clear();
    const session = this.byAccessKey.get(call.accessKeyId);
    return (session && (await this.refusal(session, call))) ?? next(call);
  };

  private async refusal(session: ActiveSession, call: ApiCall): Promise<Answer | undefined> {
    try {
      const place = { accountId: session.accountId, clients: this.clientsIn(call.region) };
      const action = iamAction(call);
      const denial = await this.denial(session, action, await resourcesOf(action, call, place));
      if (denial === undefined) return undefined;
      session.refusals.push(denial);
      return accessDenied(call, denial);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      session.refusals.push(why);
      return errorAnswer(call, 400, 'NotImplemented', why);
    }
  }

  /** AWS's sentence, or undefined where the role may do it. */
  private async denial(
    session: ActiveSession,
    action: string,
    resources: readonly Resource[],
  ): Promise<string | undefined> {
    const { identity } = await this.role(session.roleArn);
    for (const { resource, context } of resources) {
      const request = {
        principal: { role: session.roleArn },
        action,
        resource,
        context: { ...OF_EVERY_CALL, ...context },
      };
      const verdict = evaluate(request, { identity, resource: await this.resourcePolicy(request) });
      if (verdict !== 'allowed') return denialText(session, request, verdict);
    }
    return undefined;
  }

  /** Of what functions call, only topics have a policy of their own. */
  private async resourcePolicy({ action, resource }: AccessRequest): Promise<readonly Statement[]> {
    if (action !== 'sns:Publish') return [];
    const { sns } = this.clientsIn(String(resource.split(':')[3]));
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: resource }));
    return parsePolicy(String(Attributes?.Policy), `of ${resource}`);
  }

  private role(arn: string): Promise<RolePolicies> {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const known = this.roles.get(name);
    if (known !== undefined) return known;
    const read = readRole(this.clientsIn(IAM_REGION).iam, name);
    this.roles.set(name, read);
    return read;
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function denialText(
  { accountId, roleArn, name }: ActiveSession,
  { action, resource }: AccessRequest,
  verdict: Verdict,
): string {
  const caller = `arn:aws:sts::${accountId}:assumed-role/${roleArn.slice(roleArn.lastIndexOf('/') + 1)}/${name}`;
  const target = resource === '*' ? '' : ` on resource: ${resource}`;
  const why =
    verdict === 'explicit deny'
      ? 'with an explicit deny'
      : `because no identity-based policy allows the ${action} action`;
  return `User: ${caller} is not authorized to perform: ${action}${target} ${why}`;
}

/** Each kind of API says it in its own way. */
function accessDenied(call: ApiCall, message: string): Answer {
  switch (call.service) {
    case 'ec2':
      return errorAnswer(
        call,
        403,
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. ${message}`,
      );
    case 'sns':
      return errorAnswer(call, 403, 'AuthorizationError', message);
    case 'autoscaling':
    case 'route53':
      return errorAnswer(call, 403, 'AccessDenied', message);
    default:
      return errorAnswer(call, 400, 'AccessDeniedException', message);
  }
}
