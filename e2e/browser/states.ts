import { type PageAnswer } from '../../lambdas/start-page/contract';
import { LEAF, type Says } from './stand-in';

const usual = { median: 112, shortest: 98, longest: 187 };
const answer = <T extends object>(state: T) => ({ leaf: LEAF, ...state });

/** All that the page can show, for pictures and tests. */
export const STATES = {
  asleep: answer({ state: 'asleep', note: 'Minecraft 1.21.9, Java Edition.\nAsk Anna for the texture pack.' }),
  'starting-first': answer({ state: 'starting', seconds: 41, waitsFor: 'instance' }),
  starting: answer({ state: 'starting', seconds: 38, waitsFor: 'container', usual }),
  'starting-soon': answer({ state: 'starting', seconds: 130, waitsFor: 'game', usual }),
  'starting-longer': answer({ state: 'starting', seconds: 244, waitsFor: 'game', usual }),
  ready: answer({
    state: 'ready',
    addresses: ['minecraft.example.com:25565'],
    players: { online: 2, max: 20, names: ['Steve', 'Alex'] },
    note: 'Minecraft 1.21.9, Java Edition.\nAsk Anna for the texture pack.',
  }),
  'ready-addresses': answer({
    state: 'ready',
    addresses: ['203.0.113.7:2456', '203.0.113.7:2457', 'a-rather-long-name-of-a-server.games.example.com:27015'],
    players: 'unknown',
  }),
  'ready-nobody': answer({
    state: 'ready',
    addresses: ['203.0.113.7:25565'],
    players: { online: 0, max: 20, names: [] },
  }),
  stopping: answer({ state: 'stopping' }),
  'refused-limit': answer({ state: 'refused', why: 'limit', until: '2026-12-01T00:00:00Z' }),
  'refused-stay': answer({ state: 'refused', why: 'stay' }),
  failed: answer({
    state: 'failed',
    reason:
      'AWS has no m7i-flex.large left in eu-central-1a (InsufficientInstanceCapacity). It is tried again every few minutes.',
  }),
  retiring: answer({ state: 'retiring' }),
  'unknown-link': { status: 403, error: 'unknown-link' },
  'try-later': { status: 503, error: 'try-later' },
  many: { status: 429 },
  outdated: { status: 400, error: 'bad-request' },
} as const satisfies Readonly<Record<string, Says>>;

export type StateName = keyof typeof STATES;

/** What a start is asked for, from the first answer to the end. */
export const ANSWERS = Object.values(STATES).filter(
  (says): says is Extract<typeof says, PageAnswer> => 'state' in says,
);
