/** What a webhook gets: the post of a service, or an object of ours. */
export const WEBHOOK_FORMATS = ['discord', 'slack', 'ntfy', 'json'] as const;

export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

/** Where notices are posted. */
export interface Webhook {
  /** Name of the SSM parameter that holds the address, e.g. `/container-manager/webhooks/discord`. The address itself is a secret. */
  readonly parameter: string;
  readonly format: WebhookFormat;
}

/** Environment variables: the webhooks as JSON (`Webhook[]`), and `Name` of base.yaml. */
export const ENVIRONMENT = ['WEBHOOKS', 'PROJECT'] as const;

export type WebhooksEnvironment = Readonly<Record<(typeof ENVIRONMENT)[number], string>>;

/** Three tries of each webhook, side by side, and what a service asks to wait in between. */
export const TIMEOUT_SECONDS = 60;

/** The payload of a synchronous invocation that posts a message to every webhook, which says that it is a test. */
export const TEST_EVENT = { action: 'test' } as const;

/** What such an invocation returns, in the order of the webhooks. */
export type TestAnswer = readonly TestResult[];

export interface TestResult extends Webhook {
  /** Why it was not posted. Absent where it was. */
  readonly failure?: string;
}
