import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { isIP } from 'node:net';

import { type Clock } from '../shared/clock';
import { DeliveryError } from './delivery-error';

/** A new address that a person writes into the parameter counts after this at the latest. */
const KEPT_MS = 5 * 60_000;

/** The addresses of webhooks, as their SSM parameters have them. They are in memory alone, for some minutes. */
export class WebhookUrls {
  private readonly known = new Map<string, { readonly url: URL; readonly readAt: number }>();

  constructor(
    private readonly ssm: Pick<SSMClient, 'send'>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** @throws DeliveryError where there is no address that can be used */
  async get(parameter: string): Promise<URL> {
    const known = this.known.get(parameter);
    return known !== undefined && this.now - known.readAt < KEPT_MS ? known.url : this.read(parameter);
  }

  /** Reads it again: the service does not know the address any more. */
  async read(parameter: string): Promise<URL> {
    this.known.delete(parameter);
    const url = checked(await this.value(parameter));
    this.known.set(parameter, { url, readAt: this.now });
    return url;
  }

  private async value(Name: string): Promise<string> {
    try {
      const { Parameter } = await this.ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
      return Parameter?.Value ?? '';
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown error';
      throw new DeliveryError(`its parameter cannot be read (${name})`);
    }
  }

  private get now(): number {
    return this.clock.now().getTime();
  }
}

/** @throws DeliveryError that does not repeat it */
function checked(value: string): URL {
  const url = URL.parse(value.trim());
  if (url?.protocol !== 'https:')
    throw new DeliveryError('its parameter does not hold an address that begins with https://');
  if (url.username !== '' || url.password !== '') {
    throw new DeliveryError('the address in its parameter has a user name or password, which is not supported');
  }
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) {
    throw new DeliveryError('the address in its parameter has an IP address in place of a host name');
  }
  return url;
}
