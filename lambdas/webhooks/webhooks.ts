import { log } from '../shared/log';
import { type TestAnswer, TIMEOUT_SECONDS, type Webhook } from './contract';
import { deliver, type DeliveryDependencies } from './deliver';
import { DeliveryError } from './delivery-error';
import { readTrigger } from './event';
import { FORMATS } from './formats';
import { type News } from './news';

export interface WebhooksProps extends DeliveryDependencies {
  readonly webhooks: readonly Webhook[];
  /** `Name` of base.yaml. */
  readonly project: string;
}

/** Left for what comes after the last try. */
const SPARE_MS = 5_000;
/** Posts that are remembered: far more than come in the minutes in which Lambda tries again. */
const MAX_REMEMBERED = 500;

/** At least one webhook did not get a post. */
export class WebhooksError extends Error {
  override readonly name = 'WebhooksError';
}

/** Posts what SNS brings to each webhook. One that fails does not stop the others. */
export class Webhooks {
  /** What was posted, in the order of posting: Lambda tries an event again where one webhook failed. */
  private readonly posted = new Set<string>();

  constructor(private readonly props: WebhooksProps) {}

  /**
   * @returns of a test, what became of it
   * @throws WebhooksError that names each webhook that failed, and why: Lambda tries again, and counts an error
   * @throws UnexpectedEventError for an event that is not from SNS
   */
  async handle(event: unknown): Promise<TestAnswer | undefined> {
    const { project, clock } = this.props;
    const deadline = new Date(clock.now().getTime() + TIMEOUT_SECONDS * 1_000 - SPARE_MS);
    const trigger = readTrigger(event, project);
    if (trigger.kind === 'test') return this.post(testNews(project, clock.now()), deadline);
    const results = (await Promise.all(trigger.news.map((news) => this.post(news, deadline)))).flat();
    const failures = results.flatMap(({ parameter, failure }) =>
      failure === undefined ? [] : [`${parameter}: ${failure}`],
    );
    if (failures.length > 0) throw new WebhooksError(`not posted: ${failures.join('; ')}`);
    return undefined;
  }

  private async post(news: News, deadline: Date): Promise<TestAnswer> {
    return Promise.all(
      this.props.webhooks.map(async (webhook) => {
        const failure = await this.postOnce(webhook, news, deadline);
        return { ...webhook, ...(failure !== undefined && { failure }) };
      }),
    );
  }

  /** @returns why it failed */
  private async postOnce(webhook: Webhook, news: News, deadline: Date): Promise<string | undefined> {
    const { parameter, format } = webhook;
    const key = `${news.id} ${parameter}`;
    if (this.posted.has(key)) return undefined;
    try {
      await deliver(webhook, FORMATS[format](news), deadline, this.props);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      log.error('a webhook did not get a post', { parameter, format, id: news.id, reason: error.message });
      return error.message;
    }
    this.remember(key);
    log.info('posted', { parameter, format, id: news.id, subject: news.subject });
    return undefined;
  }

  private remember(key: string): void {
    this.posted.add(key);
    const [oldest] = this.posted;
    if (this.posted.size > MAX_REMEMBERED && oldest !== undefined) this.posted.delete(oldest);
  }
}

function testNews(project: string, now: Date): News {
  const subject = `A test of ${project}`;
  const message = 'This webhook works: what its leaves tell their players comes here too.';
  return {
    id: `test ${now.toISOString()}`,
    time: now,
    project,
    leaf: '',
    kind: 'notice',
    subject,
    message,
    text: message,
  };
}
