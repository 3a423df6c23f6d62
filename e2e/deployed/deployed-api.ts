import { z } from 'zod';

/** A route of a deployed HTTP API. */
export interface DeployedRoute {
  /** E.g. `POST /wake`. */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly functionArn: string;
  readonly throttle: { readonly rate: number; readonly burst: number };
}

export interface DeployedApi {
  readonly id: string;
  /** Those without a variable first, as AWS prefers them. */
  readonly routes: readonly DeployedRoute[];
}

const Apis = z.object({ items: z.array(z.object({ apiId: z.string(), apiEndpoint: z.string() })) });
const Routes = z.object({ items: z.array(z.object({ routeKey: z.string(), target: z.string() })) });
const Integration = z.object({ integrationUri: z.string(), payloadFormatVersion: z.literal('2.0') });
const Settings = z.object({ throttlingRateLimit: z.number().default(0), throttlingBurstLimit: z.number().default(0) });
const Stage = z.object({
  autoDeploy: z.literal(true),
  defaultRouteSettings: Settings,
  routeSettings: z.record(z.string(), Settings),
});

/**
 * Reads an HTTP API from the emulator's API Gateway.
 *
 * @param url of the API in AWS
 * @throws Error where there is none
 */
export async function readDeployedApi(props: {
  readonly endpoint: string;
  readonly region: string;
  readonly url: string;
}): Promise<DeployedApi> {
  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const response = await fetch(`${props.endpoint}/v2/${path}`, {
      headers: { authorization: signature(props.region) },
    });
    if (!response.ok) throw new Error(`GET /v2/${path}: ${response.status} ${await response.text()}`);
    return schema.parse(await response.json());
  };
  const found = (await read('apis', Apis)).items.find(({ apiEndpoint }) => apiEndpoint === props.url);
  if (found === undefined) throw new Error(`the emulator has no API with the URL ${props.url}`);
  const id = found.apiId;
  const stage = await read(`apis/${id}/stages/%24default`, Stage);
  const routes = await Promise.all(
    (await read(`apis/${id}/routes`, Routes)).items.map(async ({ routeKey: key, target }) => {
      const { integrationUri } = await read(`apis/${id}/${target}`, Integration);
      const { throttlingRateLimit: rate, throttlingBurstLimit: burst } =
        stage.routeSettings[key] ?? stage.defaultRouteSettings;
      const [method = '', path = ''] = key.split(' ');
      return { key, method, path, functionArn: integrationUri, throttle: { rate, burst } };
    }),
  );
  return { id, routes: routes.sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{'))) };
}

/** The emulator checks no signature: it reads only the service and the Region. */
function signature(region: string): string {
  return `AWS4-HMAC-SHA256 Credential=emulator/20260101/${region}/apigateway/aws4_request, SignedHeaders=host, Signature=none`;
}
