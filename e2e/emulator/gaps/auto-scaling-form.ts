import { escapeXml } from '../answers';
import { type ApiCall, withBody } from '../api-call';

const parametersOf = ({ body }: ApiCall) => new URLSearchParams(body.toString());

/** A parameter of a call; empty where it has none of that name. */
export const parameter = (call: ApiCall, name: string) => parametersOf(call).get(name) ?? '';

/** Another call of Auto Scaling, by who made this one. */
export const instead = (call: ApiCall, Action: string, parameters: Readonly<Record<string, string>>): ApiCall => ({
  ...withBody(call, new URLSearchParams({ Action, Version: '2011-01-01', ...parameters }).toString()),
  action: Action,
});

export const element = (name: string, text: string) => `<${name}>${escapeXml(text)}</${name}>`;

export const list = (name: string, items: readonly string[]) =>
  `<${name}>${items.map((item) => `<member>${item}</member>`).join('')}</${name}>`;

/** For calls of our own to what is behind a gap. */
export const upstreamSettings = (endpoint: string, region: string) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
});
