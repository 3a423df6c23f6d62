import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';

import {
  DISCORD_ROUTES,
  DISCORD_VARIABLE,
  type DiscordConfig,
  ENVIRONMENT,
  MEMORY_MB,
  ROUTES,
  type Throttle,
} from '../../lambdas/start-page/contract';
import { type AwsPlace } from '../aws/aws-place';
import { LambdaFunction } from '../aws/lambda-function';
import { type Names } from '../aws/naming';
import { LEAF_TAG, PROJECT_TAG } from '../aws/tags';
import { HttpApi } from './start-page/http-api';
import { statements } from './start-page/statements';

const ROLE = 'start-page';
// it answers within 2 seconds; a cold start comes on top
const TIMEOUT_SECONDS = 10;
/** The least that Lambda takes; its default is 6 hours. API Gateway waits for the answer and tries nothing again. */
const MAXIMUM_EVENT_AGE_SECONDS = 60;

export interface StartPageProps extends AwsPlace {
  readonly names: Names;
  /** `Name` of base.yaml: value of the tag that the groups carry, and first part of parameters' names. */
  readonly project: string;
  /** What Discord's commands need. @default Discord may post nothing */
  readonly discord?: DiscordConfig;
}

/**
 * A web page on which friends wake leaves: one HTTP API and function for all leaves, present and future. It has no
 * alarm, which would be the one thing that costs while nobody opens it: whoever opens a page that does not work says so.
 */
export class StartPage extends Construct {
  /** E.g. `https://abc123.execute-api.eu-central-1.amazonaws.com`: a leaf's page is `/<leaf>` below it. */
  readonly url: string;
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: StartPageProps) {
    super(scope, id);
    const { names, discord } = props;
    const routes: Readonly<Record<string, Throttle>> = { ...ROUTES, ...(discord && DISCORD_ROUTES) };
    const lambda = this.lambda(props);
    const api = new HttpApi(this, 'Api', {
      name: names.of('httpApi', ROLE),
      description: `Where friends wake the leaves of ${props.project}`,
      functionArn: lambda.functionArn,
      routes,
    });
    this.letIn(names, lambda, api, Object.keys(routes));
    this.url = api.url;
    this.functionName = lambda.functionName;
  }

  private lambda(props: StartPageProps): LambdaFunction {
    const { discord, names, project, region, accountId, partition } = props;
    return new LambdaFunction(this, 'Function', {
      names,
      region,
      accountId,
      partition,
      role: ROLE,
      description: `Shows friends the leaves of ${project}, and wakes them`,
      entry: 'lambdas/start-page/handler.ts',
      environment: {
        [ENVIRONMENT.projectTag]: PROJECT_TAG,
        [ENVIRONMENT.project]: project,
        [ENVIRONMENT.leafTag]: LEAF_TAG,
        ...(discord && { [DISCORD_VARIABLE]: JSON.stringify(discord) }),
      },
      statements: statements(props),
      timeoutSeconds: TIMEOUT_SECONDS,
      memoryMb: MEMORY_MB,
      maximumRetryAttempts: 0,
      maximumEventAgeSeconds: MAXIMUM_EVENT_AGE_SECONDS,
      // Lambda's own lines about each request would cost more than the requests in a flood
      systemLogLevel: 'WARN',
    });
  }

  /** This API alone, and of it only what it routes. */
  private letIn(names: Names, lambda: LambdaFunction, api: HttpApi, routes: readonly string[]): void {
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      new LambdaPermission(this, `Permission_${method}_${path.replace(/\W/g, '')}`, {
        statementId: names.of('lambdaPermission', `${method}-${path.replace(/\W/g, '')}`),
        action: 'lambda:InvokeFunction',
        functionName: lambda.functionArn,
        principal: 'apigateway.amazonaws.com',
        sourceArn: `${api.executionArn}/*/${method}${path}`,
      });
    }
  }
}
