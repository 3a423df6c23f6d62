import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import { Construct } from 'constructs';

import { type Throttle } from '../../../lambdas/start-page/contract';

export interface HttpApiProps {
  readonly name: string;
  readonly description: string;
  readonly functionArn: string;
  /** By route, e.g. `POST /wake`. There is no other way in. */
  readonly routes: Readonly<Record<string, Throttle>>;
}

/** API Gateway's time limit for an answer, in milliseconds: the function's own is shorter. */
const TIMEOUT_MS = 15_000;
/** Of a route that has none of its own: without both numbers AWS sets them to 0, and every request gets 429. */
const DEFAULT_THROTTLE: Throttle = { rate: 1, burst: 2 };

/**
 * An HTTP API in front of one function, without a log of requests. It has no CORS headers: only its own page may ask.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export class HttpApi extends Construct {
  /** Without a slash at its end. */
  readonly url: string;
  /** ARN without stage, method and path. */
  readonly executionArn: string;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    const { name, description, functionArn } = props;
    const api = new Apigatewayv2Api(this, 'Resource', { name, description, protocolType: 'HTTP' });
    const integration = new Apigatewayv2Integration(this, 'Integration', {
      apiId: api.id,
      integrationType: 'AWS_PROXY',
      integrationUri: functionArn,
      payloadFormatVersion: '2.0',
      timeoutMilliseconds: TIMEOUT_MS,
    });
    const routes = Object.keys(props.routes).map(
      (routeKey) =>
        new Apigatewayv2Route(this, `Route_${routeKey.replace(/\W+/g, '_').replace(/_$/, '')}`, {
          apiId: api.id,
          routeKey,
          target: `integrations/${integration.id}`,
        }),
    );
    new Apigatewayv2Stage(this, 'Stage', {
      apiId: api.id,
      name: '$default',
      autoDeploy: true,
      defaultRouteSettings: asSettings(DEFAULT_THROTTLE),
      routeSettings: Object.entries(props.routes).map(([routeKey, throttle]) => ({
        routeKey,
        ...asSettings(throttle),
      })),
      // AWS refuses the settings of a route that does not exist
      dependsOn: routes,
    });
    this.url = api.apiEndpoint;
    this.executionArn = api.executionArn;
  }
}

function asSettings({ rate, burst }: Throttle) {
  return { throttlingRateLimit: rate, throttlingBurstLimit: burst };
}
