import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeRuleCommand } from '@aws-sdk/client-eventbridge';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { z } from 'zod';

import { readNotes } from '../../lambdas/shared/told-tags';
import { Game } from '../deployed/game';
import { type DeployedLeaf } from '../deployed/leaf';
import { type Mail, Mailbox } from '../deployed/mailbox';
import { DOMAIN, PROJECT, ProjectInEmulator, REGION } from '../deployed/project-in-emulator';
import { topicArn } from '../deployed/topic';
import { RECEIVER_HOST, WebhookReceiver } from '../deployed/webhook-receiver';
import { type Subject } from '../evening/story';
import { assertSucceeded } from '../project-copy/cm-run';
import { Journal } from './journal';
import { MINUTE_MS } from './metrics';

/** Host name that players use. */
export const HOST_NAME = `minecraft.${DOMAIN}`;
/** How often `./cm status` is asked at most: where this computer is busy, the cold start of a function takes longer than it waits. */
const TRIES = 5;

const Status = z.object({
  leaves: z.tuple([
    z.object({
      phase: z.string(),
      waitsFor: z.string().optional(),
      players: z.record(z.string(), z.unknown()).optional(),
    }),
  ]),
});
/** In whose formats the notices are posted. */
const WEBHOOKS = ['discord', 'json'] as const;

/** What `./cm status` says of a leaf. */
export type StatusOfLeaf = z.infer<typeof Status>['leaves'][0];

/** The quickstart's leaf with a real Minecraft server in its container, and players who get its e-mails. */
export class GameEvening implements Subject {
  /**
   * The last minute of which EventBridge has sent an event. The first ones are in the past, so that a run does not wait for the
   * end of its minute.
   */
  private minute = minuteOf(Date.now() - 10 * MINUTE_MS);

  private constructor(
    readonly system: ProjectInEmulator,
    readonly journal: Journal,
    readonly game: Game,
    private readonly players: Mailbox,
    private readonly chat: WebhookReceiver,
  ) {}

  static async begin(): Promise<GameEvening> {
    const system = await ProjectInEmulator.start();
    try {
      return await GameEvening.of(system);
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  private static async of(system: ProjectInEmulator): Promise<GameEvening> {
    const { clients, copy, hostedZoneId } = system;
    const journal = new Journal();
    system.region.onLog = (...line) => {
      journal.writeFunctionLine(...line);
    };
    const webhooks = WEBHOOKS.map((format) => `  - { Parameter: ${parameterOf(format)}, Format: ${format} }\n`).join(
      '',
    );
    copy.write(
      'config/base.yaml',
      `Region: ${REGION}\nDomain:\n  Name: ${DOMAIN}\n  HostedZoneId: ${hostedZoneId}\nWebhooks:\n${webhooks}`,
    );
    copy.write('config/leaves/minecraft.yaml', copy.read('examples/quickstart/leaves/minecraft.yaml'));
    const game = new Game((line) => {
      journal.write(`the game: ${line}`);
    });
    return new GameEvening(system, journal, game, await Mailbox.open(clients, 'players'), await openChat(system));
  }

  get minecraft(): DeployedLeaf {
    return this.system.leaf('minecraft');
  }

  happened(): readonly string[] {
    return this.journal.take();
  }

  /** From now on players get the e-mails. */
  async subscribe(): Promise<void> {
    await this.players.subscribe(await topicArn(this.system.clients.sns, `${PROJECT}-minecraft-`));
  }

  /** The e-mails since the last time. */
  async mails(): Promise<Mail[]> {
    const mails = await this.players.empty();
    for (const { subject, text } of mails) this.journal.write(`e-mail: ${subject}\n${text.replace(/^/gm, '  | ')}`);
    return mails;
  }

  /** What came to a webhook since the last time: as Discord gets it, and as a program does. */
  posts(): { readonly discord: unknown[]; readonly json: unknown[] } {
    const received = this.chat.received.splice(0);
    const bodies = (format: string) =>
      received.filter(({ path }) => path === secretPath(format)).map(({ body }) => JSON.parse(body) as unknown);
    for (const { body } of received) this.journal.write(`webhook: ${body}`);
    return { discord: bodies('discord'), json: bodies('json') };
  }

  /** The address in the DNS record. */
  async record(): Promise<string | undefined> {
    return this.minecraft.record(this.system.hostedZoneId, HOST_NAME);
  }

  /**
   * The next minute begins: EventBridge runs what has a schedule.
   *
   * @returns that minute, when all functions have ended
   */
  async nextMinute(): Promise<Date> {
    return this.begins(new Date(this.minute.getTime() + MINUTE_MS), `${PROJECT}-minecraft-`);
  }

  /**
   * As nextMinute, but EventBridge runs player-query alone, and the minute is not over for 30 to 90 seconds: a run that waits for
   * the game lasts that long.
   */
  async longMinute(): Promise<Date> {
    return this.begins(minuteOf(Date.now() + MINUTE_MS / 2), this.minecraft.names.playerQueryRule);
  }

  private async begins(minute: Date, rules: string): Promise<Date> {
    this.minute = minute;
    this.journal.write(`the minute ${minute.toISOString().slice(11, 16)}`);
    await this.system.bus.tick(rules, minute);
    return minute;
  }

  /** How often a function of the leaf ran so far. */
  runsOf(role: 'player-query' | 'asg-state-change-hook'): number {
    return this.system.region.functions.runs.filter((name) => name === `${PROJECT}-minecraft-${role}`).length;
  }

  /** Whether EventBridge runs player-query every minute. */
  async isQueryOn(): Promise<boolean> {
    const { State } = await this.system.clients.eventBridge.send(
      new DescribeRuleCommand({ Name: this.minecraft.names.playerQueryRule }),
    );
    return State === 'ENABLED';
  }

  /** What functions have noted in tags of the group. */
  async notes(): Promise<ReadonlyMap<string, string>> {
    const { AutoScalingGroups: [group] = [] } = await this.system.clients.autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [this.minecraft.names.autoScalingGroup] }),
    );
    return readNotes(group?.Tags);
  }

  /** What `./cm status minecraft` says; its table is in the journal. */
  async status(): Promise<StatusOfLeaf> {
    for (let tries = 1; ; tries += 1) {
      const [table, json] = [await this.cm('status', 'minecraft'), await this.cm('status', 'minecraft', '--json')];
      const [leaf] = Status.parse(JSON.parse(json)).leaves;
      if (tries < TRIES && `${table}${json}`.includes('no answer in 1.5 s')) continue;
      this.journal.write(`$ ./cm status minecraft\n${table}`);
      return leaf;
    }
  }

  async cm(...args: readonly string[]): Promise<string> {
    const run = await this.system.copy.cm(args);
    assertSucceeded(run);
    return run.stdout;
  }

  async end(): Promise<void> {
    await this.game.stop();
    await this.chat.stop();
    await this.system.stop();
  }
}

/** A receiver of posts, whose addresses are in SSM as a person writes them there, and nowhere else. */
async function openChat({ clients, region }: ProjectInEmulator): Promise<WebhookReceiver> {
  const receiver = await WebhookReceiver.start();
  region.routes.set(`${RECEIVER_HOST}:443`, receiver.port);
  region.variables.NODE_EXTRA_CA_CERTS = receiver.certificate;
  for (const format of WEBHOOKS) {
    const Value = `https://${RECEIVER_HOST}${secretPath(format)}\n`;
    await clients.ssm.send(new PutParameterCommand({ Name: parameterOf(format), Value, Type: 'SecureString' }));
  }
  return receiver;
}

const parameterOf = (format: string) => `/${PROJECT}/webhooks/${format}`;
const secretPath = (format: string) => `/s3cret/${format}`;

function minuteOf(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / MINUTE_MS) * MINUTE_MS);
}
