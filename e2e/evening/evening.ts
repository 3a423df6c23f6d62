import { CreateOrUpdateTagsCommand } from '@aws-sdk/client-auto-scaling';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { z } from 'zod';

import { findGroup } from '../../cli/leaf/group';
import { readRepeatsNote, type RepeatedCause, repeatsNoteText, repeatsText } from '../../lambdas/shared/repeats-note';
import { CRASH_REPEATS_NOTE, readNotes, REPEATS_NOTE, tagOf } from '../../lambdas/shared/told-tags';
import { type DeployedLeaf } from '../deployed/leaf';
import { Mailbox } from '../deployed/mailbox';
import { DOMAIN, ProjectInEmulator, PROJECT, REGION } from '../deployed/project-in-emulator';
import { topicArn } from '../deployed/topic';
import { createParameters } from '../emulator/parameters';
import { inventory } from '../deployed/inventory/inventory';

/** Host name that players use for minecraft. */
export const HOST_NAME = `minecraft.${DOMAIN}`;

/** Two leaves with a domain and with their state in S3, and subscribers who get their e-mails. */
export class Evening {
  private constructor(
    readonly system: ProjectInEmulator,
    /** E-mails of those who subscribe to minecraft. */
    readonly players: Mailbox,
    /** E-mails of those who subscribe to base. */
    readonly admins: Mailbox,
    /** Everything in the account before the first deployment. */
    readonly inventoryAtFirst: readonly string[],
  ) {}

  static async begin(): Promise<Evening> {
    const system = await ProjectInEmulator.start();
    try {
      return await Evening.of(system);
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  private static async of(system: ProjectInEmulator): Promise<Evening> {
    const { clients, copy, hostedZoneId } = system;
    const [players, admins] = [await Mailbox.open(clients, 'players'), await Mailbox.open(clients, 'admins')];
    copy.write('config/base.yaml', baseYaml(hostedZoneId));
    // without its Query: this evening's leaf is ready when its container runs. e2e/game-evening/ plays with it
    const minecraft = copy.read('examples/quickstart/leaves/minecraft.yaml').replace(/^Query:\n(?: .*\n)+/m, '');
    copy.write('config/leaves/minecraft.yaml', minecraft);
    const valheim = copy.read('examples/leaves/valheim.yaml');
    copy.write('config/leaves/valheim.yaml', valheim);
    await createParameters(clients, valheim);
    return new Evening(system, players, admins, await inventory(system.emulator.endpoint));
  }

  get minecraft(): DeployedLeaf {
    return this.system.leaf('minecraft');
  }

  get valheim(): DeployedLeaf {
    return this.system.leaf('valheim');
  }

  /** The state bucket, as base.yaml names it. */
  get bucket(): string {
    return String(/Bucket: (\S+)/.exec(this.system.copy.read('config/base.yaml'))?.[1]);
  }

  /** Keys of all objects in the state bucket, locks among them. */
  async stateKeys(): Promise<string[]> {
    const { Contents = [] } = await this.system.clients.s3.send(new ListObjectsV2Command({ Bucket: this.bucket }));
    return Contents.map(({ Key = '' }) => Key);
  }

  /** The address in the DNS record of minecraft. */
  async record(): Promise<string | undefined> {
    return this.minecraft.record(this.system.hostedZoneId, HOST_NAME);
  }

  /** From now on players and admins get the e-mails of their topics. */
  async subscribe(): Promise<void> {
    const { sns } = this.system.clients;
    await this.players.subscribe(await topicArn(sns, `${PROJECT}-minecraft-`));
    await this.admins.subscribe(await topicArn(sns, `${PROJECT}-base-`));
  }

  /** Subjects of the e-mails since the last time, in alphabetical order. */
  async mails(): Promise<{ readonly players: string[]; readonly admins: string[] }> {
    const subjects = async (mailbox: Mailbox) => (await mailbox.empty()).map(({ subject }) => subject).sort();
    return { players: await subjects(this.players), admins: await subjects(this.admins) };
  }

  /** An hour passes for what minecraft noted of the last e-mail of a cause: the next one is told, and not counted. */
  async passHour(cause: RepeatedCause): Promise<void> {
    const { autoScaling } = this.system.clients;
    const name = this.minecraft.names.autoScalingGroup;
    const group = await findGroup(autoScaling, name);
    const notes = readNotes(group?.Tags);
    const before = readRepeatsNote(notes, cause);
    if (before === undefined) throw new Error(`minecraft has noted no e-mail of the cause '${cause}'`);
    const hourEarlier = { ...before, toldAt: new Date(before.toldAt.getTime() - 3_600_000) };
    const [key, value] =
      cause === 'crash'
        ? [CRASH_REPEATS_NOTE, repeatsNoteText(hourEarlier)]
        : [REPEATS_NOTE, repeatsText(notes, cause, hourEarlier)];
    await autoScaling.send(
      new CreateOrUpdateTagsCommand({
        Tags: [
          {
            ResourceId: name,
            ResourceType: 'auto-scaling-group',
            Key: tagOf(key),
            Value: value,
            PropagateAtLaunch: false,
          },
        ],
      }),
    );
  }

  /** Ends everything, and leaves no process and no file. */
  async end(): Promise<void> {
    await this.system.stop();
  }
}

function baseYaml(hostedZoneId: string): string {
  return [
    `Region: ${REGION}`,
    'Domain:',
    `  Name: ${DOMAIN}`,
    `  HostedZoneId: ${hostedZoneId}`,
    'AlertSubscription:',
    '  Email: admin@example.com',
    '',
  ].join('\n');
}

/** Key of a stack's state in the bucket. */
export function stateKey(stack: string): string {
  return `${PROJECT}/${stack}/terraform.tfstate`;
}

const Report = z.object({
  stacks: z.array(
    z.object({ stack: z.string(), changes: z.array(z.object({ address: z.string(), action: z.string() })) }),
  ),
});

/** All that a deployment changed, from its report: `STACK ACTION ADDRESS`, the address without its checksum. */
export function changesOf(report: string): string[] {
  return Report.parse(JSON.parse(report))
    .stacks.flatMap(({ stack, changes }) =>
      changes.map(({ address, action }) => `${stack} ${action} ${withoutHash(address)}`),
    )
    .sort();
}

/** cdktf ends a resource's name with a checksum of its path. */
export function withoutHash(address: string): string {
  return address.replace(/_[0-9A-F]{8}$/, '');
}
