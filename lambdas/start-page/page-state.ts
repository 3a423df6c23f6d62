import { type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { type Task } from '@aws-sdk/client-ecs';

import { addressNote, readAddressNote } from '../shared/address-note';
import { secondsBetween } from '../shared/duration';
import { failedLaunch } from '../shared/failed-launch';
import { groupState, instanceInService, isAsleep, livingInstance, typesOfPolicy } from '../shared/group-state';
import { isLeaving } from '../shared/leaf-groups';
import { currentTask, missingOf } from '../shared/phase';
import { type Refusal, refusalOf } from '../shared/refusal';
import { lastSleep, type ScalingActivity } from '../shared/scaling-activities';
import { type UsualStart } from '../shared/starts';
import { READY_NOTES, WOKEN_BY_NOTE } from '../shared/told-tags';
import { readWokenBy } from '../shared/woken-by';
import { type LeafOnPage, type PageState, type Ready, type Refused } from './contract';
import { lastFailure, wordsForFriends } from './last-failure';

/** What decides what the page shows of a leaf. */
export interface LeafFacts {
  readonly leafId: string;
  readonly group: AutoScalingGroup;
  /** Its newest launches and terminations. */
  readonly activities: readonly ScalingActivity[];
  /** Also those that stopped within the last hour. */
  readonly tasks: readonly Task[];
  /** Undefined: not known, e.g. since its parameter cannot be read. */
  readonly details: LeafOnPage | undefined;
  readonly usual: UsualStart | undefined;
  readonly players: Ready['players'];
  readonly now: Date;
}

/** What the page shows. */
export function pageState(facts: LeafFacts): PageState {
  const { group, activities, now } = facts;
  if (isLeaving(group)) return { state: 'retiring' };
  const state = groupState(group, group.DesiredCapacity ?? 0);
  if (state.desiredCapacity === 0) {
    if (!isAsleep(state)) return { state: 'stopping' };
    return refusedState(facts) ?? lastFailure(facts) ?? { state: 'asleep' };
  }
  if (livingInstance(state) === undefined) {
    const failure = failedLaunch(activities, state, now, typesOfPolicy(group));
    if (failure !== undefined) return { state: 'failed', reason: wordsForFriends(failure.message) };
  }
  const missing = missingOf(facts);
  if (missing !== undefined) return starting(facts, missing.what);
  const addresses = addressesOf(facts);
  // in service, and the state change hook has not noted its address yet. It notes none with a domain, and whether there is one only the details say
  const awaitsAddress = addresses.length === 0 && facts.details !== undefined;
  return awaitsAddress ? starting(facts, 'instance') : ready(addresses, facts.players);
}

/** What the page shows of a leaf that it just woke. */
export function justWoken(usual: UsualStart | undefined): PageState {
  return { state: 'starting', seconds: 0, ...(usual && { usual }), waitsFor: 'instance' };
}

/** Why the page may not wake a leaf. */
export function refusedState({ leafId, group, now }: Pick<LeafFacts, 'leafId' | 'group' | 'now'>): Refused | undefined {
  const refusal = refusalOf({ leafId, waker: 'page', state: groupState(group, 0), now });
  return refusal && refusedBy(refusal);
}

/** How the page shows why it may not wake a leaf. */
export function refusedBy(refusal: Refusal): Refused | undefined {
  // the other kinds are for DNS alone
  if (refusal.kind !== 'limit' && refusal.kind !== 'stay') return undefined;
  const { kind, until } = refusal;
  return { state: 'refused', why: kind, ...(until && { until: until.toISOString() }) };
}

function starting(facts: LeafFacts, waitsFor: 'instance' | 'container' | 'game'): PageState {
  const { usual, now } = facts;
  const seconds = Math.max(0, Math.round(secondsBetween(startedAt(facts), now)));
  return { state: 'starting', seconds, ...(usual && { usual }), waitsFor };
}

/** Since when people wait. */
function startedAt({ group, activities, tasks, now }: LeafFacts): Date {
  const state = groupState(group, 1);
  const wokenBy = readWokenBy(state.notes.get(WOKEN_BY_NOTE));
  const launches = activities.filter(({ kind }) => kind === 'launch').map(({ startedAt }) => startedAt);
  const newest = launches.toSorted((a, b) => b.getTime() - a.getTime())[0];
  // it was ready before, and its container starts again
  if (state.notes.has(`${READY_NOTES}${instanceInService(state)?.id ?? ''}`)) {
    return currentTask({ tasks })?.createdAt ?? newest ?? now;
  }
  const sleptAt = lastSleep(activities);
  const isOfThisStart = wokenBy !== undefined && (sleptAt === undefined || wokenBy.at >= sleptAt);
  return (isOfThisStart ? wokenBy.at : newest) ?? now;
}

function ready(addresses: readonly string[], players: Ready['players']): Ready {
  return { state: 'ready', addresses, ...(players !== undefined && { players }) };
}

/** The host name needs no address: it points there before the game answers, or seconds later. Without one the state change hook notes the address. */
function addressesOf({ group, details }: LeafFacts): string[] {
  const state = groupState(group, 1);
  const noted = readAddressNote(state.notes.get(addressNote(instanceInService(state)?.id ?? '')));
  const host = details?.hostName ?? noted?.address;
  if (host === undefined) return [];
  const ports = details?.ports ?? [];
  return ports.length === 0 ? [host] : ports.map((port) => `${host}:${port.replace(/\/.*$/, '')}`);
}
