import { escapeXml } from '../answers';
import { type ApiCall, withBody } from '../api-call';

// AWS's query protocol, which Auto Scaling and EC2 speak: a form as the request, XML as the answer

/** A parameter of a call. Empty where the call has no parameter of that name. */
export const parameter = ({ body }: ApiCall, name: string) => new URLSearchParams(body.toString()).get(name) ?? '';

/** Another call of Auto Scaling, with the same credentials and region. */
export const withAction = (call: ApiCall, Action: string, parameters: Readonly<Record<string, string>>): ApiCall => ({
  ...withBody(call, new URLSearchParams({ Action, Version: '2011-01-01', ...parameters }).toString()),
  action: Action,
});

export const element = (name: string, text: string) => `<${name}>${escapeXml(text)}</${name}>`;

export const list = (name: string, items: readonly string[]) =>
  `<${name}>${items.map((item) => `<member>${item}</member>`).join('')}</${name}>`;
