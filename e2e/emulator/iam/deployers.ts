import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { deployStatements, planStatements, type Project } from '../../../docs/reference/permissions/policies';
import { readRecordedActions, type Role } from '../../../docs/reference/permissions/recorded-actions';
import { policyDocument } from '../../../modules/aws/policy';
import { errorAnswer } from '../answers';
import { type ApiCall, type Gap } from '../api-call';
import { evaluate } from './evaluate';
import { iamAction } from './iam-action';
import { namedResource, passedRoles } from './named-resources';
import { parsePolicy, type Statement } from './policy';

/** The commands of `./cm` that a role of docs/ci.md runs. */
const ROLES = new Map<string, Role>([
  ['check', 'plan'],
  ['plan', 'plan'],
  ['deploy', 'deploy'],
  ['retire', 'deploy'],
  ['destroy', 'deploy'],
]);
const ACCESS_KEY_PREFIX = 'deployer-';
/** Folder that gets what was asked for, a file of an emulator. With it nothing is refused. */
export const RECORD_FOLDER = 'RECORD_PERMISSIONS';

const ACCOUNT_ID = '123456789012';
/** `Name` of the projects that the e2e tests deploy. */
const PROJECTS: readonly Project[] = ['cm', 'container-manager', 'my-games', 'other'].map((name) => ({
  name,
  accountId: ACCOUNT_ID,
  stateBucket: `${name}-state*`,
  hostedZoneId: '*',
}));

/** What was asked for, by role. */
export type Asked = Readonly<Record<Role, readonly string[]>>;

/** The access key of those who run a command of `./cm`. Undefined: the command is run by none of the roles. */
export function deployerAccessKey(command: string): string | undefined {
  return ROLES.has(command) ? ACCESS_KEY_PREFIX + command : undefined;
}

/** Judges the calls of `./cm` by the policies of docs/ci.md. Calls of others pass. */
export class Deployers {
  private readonly asked: Record<Role, Set<string>> = { plan: new Set(), deploy: new Set() };
  private readonly recordFolder = process.env[RECORD_FOLDER];
  private statements: Record<Role, readonly Statement[]> | undefined;

  readonly gap: Gap = (call, next) => {
    const role = call.accessKeyId.startsWith(ACCESS_KEY_PREFIX)
      ? ROLES.get(call.accessKeyId.slice(ACCESS_KEY_PREFIX.length))
      : undefined;
    const refusal = role === undefined ? undefined : this.refusal(role, call);
    // not AccessDenied, which Terraform's provider tries again for minutes
    return refusal === undefined ? next(call) : Promise.resolve(errorAnswer(call, 400, 'NotInPolicy', refusal));
  };

  /** Writes what was asked for, where somebody records it. */
  write(): void {
    if (this.recordFolder === undefined) return;
    const asked: Asked = { plan: [...this.asked.plan], deploy: [...this.asked.deploy] };
    writeFileSync(join(this.recordFolder, `${randomUUID()}.json`), JSON.stringify(asked));
  }

  private refusal(role: Role, call: ApiCall): string | undefined {
    try {
      const action = iamAction(call);
      this.asked[role].add(action);
      if (this.recordFolder !== undefined) return undefined;
      const requests = [
        { action, resource: namedResource(action, call, ACCOUNT_ID) ?? '*', context: {} },
        ...passedRoles(action, call, ACCOUNT_ID).map(({ roleArn, service }) => ({
          action: 'iam:PassRole',
          resource: roleArn,
          context: { 'iam:passedtoservice': [service] },
        })),
      ];
      const refused = requests.find((request) => !this.allows(role, request));
      if (refused === undefined) return undefined;
      return (
        `the policies of docs/ci.md do not let './cm' of the role '${role}' do ${refused.action} on ${refused.resource}: ` +
        'npm run permissions, then npm run docs'
      );
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  private allows(role: Role, request: Omit<Parameters<typeof evaluate>[0], 'principal'>): boolean {
    this.statements ??= statements();
    const principal = { role: `arn:aws:iam::${ACCOUNT_ID}:role/${role}` };
    return evaluate({ ...request, principal }, { identity: this.statements[role], resource: [] }) === 'allowed';
  }
}

function statements(): Record<Role, readonly Statement[]> {
  const recorded = readRecordedActions();
  const plan = PROJECTS.flatMap((project) => parsePolicy(policyDocument(planStatements(recorded, project)), 'to plan'));
  const deploy = PROJECTS.flatMap((project) =>
    parsePolicy(policyDocument(deployStatements(recorded, project)), 'to deploy'),
  );
  return { plan, deploy: [...plan, ...deploy] };
}
