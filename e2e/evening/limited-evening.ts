import { CreateOrUpdateTagsCommand } from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../cli/leaf/group';
import { readLimitTold, withLimitTold } from '../../lambdas/shared/limit-told-note';
import { MONTH_NOTE, readNotes, tagOf } from '../../lambdas/shared/told-tags';
import { type DeployedLeaf } from '../deployed/leaf';
import { type Mail, Mailbox } from '../deployed/mailbox';
import { DOMAIN, PROJECT, ProjectInEmulator, REGION } from '../deployed/project-in-emulator';
import { topicArn } from '../deployed/topic';

/** Three minutes. */
const HOURS_PER_MONTH = 0.05;

/** A leaf with a limit of three minutes a month. Its minutes pass where the emulator says that its instance is older. */
export class LimitedEvening {
  private constructor(
    readonly system: ProjectInEmulator,
    private readonly players: Mailbox,
  ) {}

  static async begin(): Promise<LimitedEvening> {
    const system = await ProjectInEmulator.start();
    try {
      const { clients, copy, hostedZoneId } = system;
      copy.write(
        'config/base.yaml',
        `Region: ${REGION}\nDomain: { Name: ${DOMAIN}, HostedZoneId: ${hostedZoneId} }\nAlertSubscription: { Email: admin@example.com }\n`,
      );
      copy.write(
        'config/leaves/minecraft.yaml',
        [
          'Ec2: { InstanceType: m5.large }',
          "Container: { Image: 'example/game:1', Ports: [TCP: 25565] }",
          'Watchdog: { Threshold: 100 }',
          `Limit: { HoursPerMonth: ${HOURS_PER_MONTH} }`,
          '',
        ].join('\n'),
      );
      return new LimitedEvening(system, await Mailbox.open(clients, 'players'));
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  get minecraft(): DeployedLeaf {
    return this.system.leaf('minecraft');
  }

  async subscribe(): Promise<void> {
    await this.players.subscribe(await topicArn(this.system.clients.sns, `${PROJECT}-minecraft-`));
  }

  /** The players' e-mails since the last time. */
  async mails(): Promise<Mail[]> {
    return this.players.empty();
  }

  /** The instance has run for so long: the schedule runs the function. */
  async runsFor(seconds: number): Promise<void> {
    const { id } = await this.minecraft.host();
    this.system.emulator.launchedAt(id, new Date(Date.now() - seconds * 1_000));
    await this.schedule();
  }

  /** It is so much later since the limit was reached. */
  async reachedBefore(hours: number): Promise<void> {
    const { autoScaling } = this.system.clients;
    const { autoScalingGroup } = this.minecraft.names;
    const text = readNotes((await findGroup(autoScaling, autoScalingGroup))?.Tags).get(MONTH_NOTE);
    const told = readLimitTold(text);
    if (told === undefined) throw new Error('nobody was told of the limit');
    const at = new Date(told.at.getTime() - hours * 3_600_000);
    const tag = { ResourceId: autoScalingGroup, ResourceType: 'auto-scaling-group', PropagateAtLaunch: false };
    await autoScaling.send(
      new CreateOrUpdateTagsCommand({
        Tags: [{ ...tag, Key: tagOf(MONTH_NOTE), Value: withLimitTold(text, { ...told, at }) }],
      }),
    );
  }

  async schedule(): Promise<void> {
    await this.system.bus.tick(`${PROJECT}-minecraft-`);
  }

  /** Ends everything, and leaves no process and no file. */
  async end(): Promise<void> {
    await this.system.stop();
  }
}
