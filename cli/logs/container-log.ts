import { stripVTControlCharacters } from 'node:util';

import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';

import { type Clock } from '../../lambdas/shared/clock';
import { LOG_RETENTION_DAYS } from '../../modules/aws/log-retention';
import { type LeafContext } from '../leaf/deployed-leaves';
import { CommandError } from '../terminal/errors';

export interface ContainerLogProps extends Pick<LeafContext, 'id' | 'names' | 'clients'> {
  readonly clock: Clock;
  /** Gets each line without control characters: players write some of them. */
  readonly print: (line: string) => void;
}

const HOUR_MS = 60 * 60_000;
/** How far back to look until there are enough lines: a server that writes much is not read for days. */
const LOOK_BACK_MS = [HOUR_MS, 24 * HOUR_MS, LOG_RETENTION_DAYS * 24 * HOUR_MS];
const PAUSE_MS = 2_000;
/** CloudWatch Logs may show a line some seconds after later ones. */
const LATE_MS = 10_000;

/** What the container of a leaf writes, of all its starts. */
export class ContainerLog {
  private readonly client: CloudWatchLogsClient;
  private newest: number;
  private shown = new Map<string, number>();

  constructor(private readonly props: ContainerLogProps) {
    this.client = props.clients.cloudWatchLogs;
    this.newest = props.clock.now().getTime();
  }

  /**
   * Prints the newest lines.
   *
   * @returns how many there were
   * @throws CommandError when there is no log group
   */
  async printNewest(count: number): Promise<number> {
    const now = this.newest;
    let events: FilteredLogEvent[] = [];
    for (const lookBack of LOOK_BACK_MS) {
      events = await this.read(now - lookBack, count);
      if (events.length >= count) break;
    }
    this.show(events);
    return events.length;
  }

  /** Prints each line that comes, until `isDone`. */
  async follow(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      this.show(await this.read(this.newest - LATE_MS));
      await this.props.clock.wait(PAUSE_MS);
    }
  }

  /** @param count how many of the newest to keep; by default all */
  private async read(startTime: number, count = Infinity): Promise<FilteredLogEvent[]> {
    const { id, names } = this.props;
    const input = { logGroupName: names.containerLogGroup, startTime };
    let events: FilteredLogEvent[] = [];
    try {
      for await (const page of paginateFilterLogEvents({ client: this.client }, input)) {
        events = [...events, ...(page.events ?? [])].slice(-count);
      }
    } catch (cause) {
      if (!(cause instanceof ResourceNotFoundException)) throw cause;
      throw new CommandError(`${id} has no log group ${names.containerLogGroup}: ./cm deploy ${id} creates it`, {
        cause,
      });
    }
    return events;
  }

  private show(events: readonly FilteredLogEvent[]): void {
    for (const { eventId = '', timestamp = 0, message = '' } of events) {
      if (this.shown.has(eventId)) continue;
      this.shown.set(eventId, timestamp);
      this.newest = Math.max(this.newest, timestamp);
      this.props.print(printable(message));
    }
    this.shown = new Map([...this.shown].filter(([, timestamp]) => timestamp >= this.newest - LATE_MS));
  }
}

function printable(message: string): string {
  // what is left of a terminal's commands; a tab may stay
  // eslint-disable-next-line no-control-regex
  return stripVTControlCharacters(message.trimEnd()).replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, '');
}
