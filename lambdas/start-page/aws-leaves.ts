import { type AutoScalingClient, type AutoScalingGroup as FoundGroup } from '@aws-sdk/client-auto-scaling';
import { type ECSClient } from '@aws-sdk/client-ecs';
import { type LambdaClient } from '@aws-sdk/client-lambda';

import { AutoScalingGroup } from '../shared/auto-scaling-group';
import { type Clock } from '../shared/clock';
import { clusterOfGroup } from '../shared/cluster-of-group';
import { groupState, isAsleep } from '../shared/group-state';
import { groupsWithTag, type GroupTags, isLeaving, valueOfTag } from '../shared/leaf-groups';
import { log } from '../shared/log';
import { missingOf } from '../shared/phase';
import { PlayersOnline } from '../shared/players-online';
import { type UsualStart } from '../shared/starts';
import { readStarts, usualStart } from '../shared/starts-text';
import { switchOn } from '../shared/switch-on';
import { tasksOf } from '../shared/tasks';
import { readCrashMark } from '../shared/crash-mark';
import { CRASH_NOTE, FAILED_LAUNCHES_NOTE, WOKEN_BY_NOTE } from '../shared/told-tags';
import { readWokenBy } from '../shared/woken-by';
import { type LeafOnPage, type PageAnswer, type PageState, type Ready } from './contract';
import { checkDeadline, DEADLINE_MS } from './deadline';
import { type Leaves } from './dependencies';
import { isLately } from './last-failure';
import { readLeafOnPage } from './leaf-on-page';
import { justWoken, pageState, refusedBy } from './page-state';
import { type Parameters } from './parameters';
import { Remembered } from './remembered';

export interface AwsLeavesProps {
  /** All of the Region of the leaves. */
  readonly clients: {
    readonly autoScaling: AutoScalingClient;
    readonly ecs: ECSClient;
    /** Without tries after the first one. */
    readonly lambda: LambdaClient;
  };
  readonly tags: GroupTags;
  /** Leaves' parameters, by id. */
  readonly details: { read(): Promise<Parameters> };
  /** Records of starts, by leaf. */
  readonly starts: { read(): Promise<Parameters> };
  readonly clock: Clock;
}

/** AWS is asked about a leaf so often at most. */
const MEMORY_MS = 2_000;
/** What an answer needs after the players are known. */
const REST_MS = 200;

/** The leaves, as AWS shows them. */
export class AwsLeaves implements Leaves {
  private readonly groups: Remembered<readonly FoundGroup[]>;
  private readonly states = new Map<string, Remembered<PageState>>();
  private readonly players: PlayersOnline;

  constructor(private readonly props: AwsLeavesProps) {
    const { clients, tags, clock } = props;
    this.groups = new Remembered(clock, MEMORY_MS, () => groupsWithTag(clients.autoScaling, tags, tags.leafTag));
    this.players = new PlayersOnline(() => clock.now().getTime());
  }

  async ids(): Promise<readonly string[]> {
    const groups = (await this.groups.get()).filter((group) => !isLeaving(group));
    return groups.flatMap((group) => valueOfTag(group, this.props.tags.leafTag) ?? []).sort();
  }

  async details(leafId: string): Promise<LeafOnPage | undefined> {
    return readLeafOnPage((await read(this.props.details))?.get(leafId));
  }

  async state(leafId: string): Promise<PageAnswer | undefined> {
    if ((await this.find(leafId)) === undefined) return undefined;
    const remembered = this.states.get(leafId) ?? new Remembered(this.props.clock, MEMORY_MS, () => this.look(leafId));
    this.states.set(leafId, remembered);
    return this.answer(leafId, await remembered.get());
  }

  async wake(leafId: string, waker: 'page' | 'discord', asked?: () => void): Promise<PageAnswer | undefined> {
    const { clock } = this.props;
    this.forget(leafId);
    const found = await this.find(leafId);
    if (found === undefined) return undefined;
    if (isLeaving(found)) return this.answer(leafId, { state: 'retiring' });
    const state = groupState(found, found.DesiredCapacity ?? 0);
    const group = this.switchOf(found);
    const refusal = await switchOn({
      leafId,
      waker,
      group: {
        note: (note, value) => group.note(note, value),
        forget: (notes) => group.forget(notes),
        wake: () => {
          asked?.();
          return group.wake();
        },
      },
      state,
      clock,
      check: checkDeadline,
      warn: (what, error) => {
        log.warn(what, { leafId, error });
      },
    });
    this.forget(leafId);
    if (state.desiredCapacity > 0) return this.state(leafId);
    const refused = refusal && refusedBy(refusal);
    if (refused !== undefined) return this.answer(leafId, refused);
    log.info('woke a leaf', { leafId, waker });
    return this.answer(leafId, justWoken(await this.usual(leafId)));
  }

  async sleep(leafId: string, asked?: () => void): Promise<PageAnswer | undefined> {
    this.forget(leafId);
    const found = await this.find(leafId);
    if (found === undefined) return undefined;
    if (!isLeaving(found) && (found.DesiredCapacity ?? 0) > 0) {
      checkDeadline();
      asked?.();
      await this.switchOf(found).sleep();
      log.info('put a leaf to sleep', { leafId });
      this.forget(leafId);
      if ((found.Instances ?? []).length > 0) return this.answer(leafId, { state: 'stopping' });
    }
    return this.state(leafId);
  }

  private async find(leafId: string): Promise<FoundGroup | undefined> {
    const { leafTag } = this.props.tags;
    return (await this.groups.get()).find((group) => valueOfTag(group, leafTag) === leafId);
  }

  private switchOf({ AutoScalingGroupName: name = '' }: FoundGroup): AutoScalingGroup {
    return new AutoScalingGroup(this.props.clients.autoScaling, name);
  }

  private forget(leafId: string): void {
    this.groups.forget();
    this.states.delete(leafId);
  }

  private async answer(leaf: string, state: PageState): Promise<PageAnswer> {
    const note = (await this.details(leaf))?.note;
    return { leaf, ...(note !== undefined && { note }), ...state };
  }

  private async usual(leafId: string): Promise<UsualStart | undefined> {
    return usualStart(readStarts((await read(this.props.starts))?.get(leafId)));
  }

  /** Asks AWS for what a leaf's state needs, and for nothing else. */
  private async look(leafId: string): Promise<PageState> {
    const { clients, clock } = this.props;
    const begunAt = clock.now();
    const [group, parameters, usual] = await Promise.all([
      this.find(leafId),
      read(this.props.details),
      this.usual(leafId),
    ]);
    const details = readLeafOnPage(parameters?.get(leafId));
    // what could not be read is not remembered as what is not there
    if (parameters === undefined) this.states.delete(leafId);
    if (group === undefined) throw new Error(`the group of ${leafId} is gone`);
    const state = groupState(group, group.DesiredCapacity ?? 0);
    const isAwake = state.desiredCapacity > 0;
    const cluster = clusterOfGroup(group.AutoScalingGroupName ?? '');
    const [activities, tasks] = await Promise.all([
      isAwake || (isAsleep(state) && maySayWhy(group, begunAt)) ? this.switchOf(group).activities() : [],
      isAwake || hasCrashedLately(group, begunAt) ? tasksOf(clients.ecs, cluster) : [],
    ]);
    const facts = { leafId, group, activities, tasks, details, usual };
    const isReady = isAwake && missingOf({ group, tasks }) === undefined;
    const players = isReady ? await this.playersOf(details, begunAt) : undefined;
    return pageState({ ...facts, players, now: clock.now() });
  }

  /** As long as there is time: a game that does not answer must not keep an answer back. */
  private async playersOf(details: LeafOnPage | undefined, begunAt: Date): Promise<Ready['players']> {
    const { clients, clock } = this.props;
    if (details?.playerQueryFunction === undefined) return undefined;
    const spent = clock.now().getTime() - begunAt.getTime();
    const limitMs = Math.max(1, DEADLINE_MS - REST_MS - spent);
    const players = await this.players.of(clients.lambda, details.playerQueryFunction, limitMs);
    return players !== undefined && 'unknown' in players ? 'unknown' : players;
  }
}

/** What is nice to know keeps nobody from waking a leaf. Undefined: cannot be read. */
async function read(parameters: { read(): Promise<Parameters> }): Promise<Parameters | undefined> {
  try {
    return await parameters.read();
  } catch {
    // told in the log already
    return undefined;
  }
}

/** Whether a start may just have come to nothing. */
function maySayWhy(group: FoundGroup, now: Date): boolean {
  const { notes } = groupState(group, 0);
  const failed = new Date(notes.get(FAILED_LAUNCHES_NOTE) ?? 0);
  const woken = readWokenBy(notes.get(WOKEN_BY_NOTE))?.at ?? new Date(0);
  return isLately(failed, now) || isLately(woken, now);
}

function hasCrashedLately(group: FoundGroup, now: Date): boolean {
  const crash = readCrashMark(groupState(group, 0).notes.get(CRASH_NOTE));
  return crash?.asleep === true && isLately(crash.createdAt, now);
}
