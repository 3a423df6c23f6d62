import { type PageAnswer, type Ready, type Starting } from '../contract';
import { type Announcement } from './announcement';
import { countdown } from './countdown';
import { mayBeNew } from './polling';
import { type Moment, secondsOfStart, type Session } from './session';
import { moment } from './texts/durations';
import { type ReadersTexts, type Step, type Texts } from './texts/texts';

/** How it looks: colour and movement say nothing that the words do not. */
export type Tone = 'calm' | 'busy' | 'good' | 'bad';

/** What the page shows. */
export interface View {
  readonly tone: Tone;
  readonly leaf: string;
  readonly heading: string;
  readonly lines: readonly string[];
  /** AWS's words of why it could not start, in English. */
  readonly reason?: string;
  /** From 0 to 1; `unknown`: somewhere in between. */
  readonly progress?: number | 'unknown';
  readonly steps?: readonly { readonly text: string; readonly state: 'done' | 'now' | 'later' }[];
  readonly addresses?: readonly string[];
  readonly players?: { readonly text: string; readonly names: readonly string[] };
  readonly button?: { readonly text: string; readonly does: 'wake' | 'reload'; readonly busy: boolean };
  readonly note?: string;
  /** Why what is shown may be old. */
  readonly warning?: string;
  readonly announcement: Announcement;
}

type Parts = Omit<View, 'leaf' | 'announcement' | 'note' | 'warning'>;

const STEPS: readonly Step[] = ['instance', 'container', 'game'];

export interface Reader extends ReadersTexts {
  /** The leaf's name in the page's path, until an answer tells it. */
  readonly leaf: string;
  /** By default that of the browser. */
  readonly timeZone?: string;
}

export function viewOf(session: Session, now: Moment, reader: Reader): View {
  const { texts } = reader;
  const { known, trouble, wakeFailed } = session;
  const parts = known === undefined ? unknown(session, texts) : stateOf(session, known.answer, now, reader);
  const warnings = [
    ...(wakeFailed ? [texts.wakeFailed] : []),
    ...(known !== undefined && trouble !== undefined ? [texts.stale[trouble]] : []),
  ];
  const warning = warnings.join(' ');
  const note = known?.answer.note;
  return {
    ...parts,
    leaf: known?.answer.leaf ?? reader.leaf,
    ...(note !== undefined && note !== '' && { note }),
    ...(warning !== '' && { warning }),
    announcement: announcementOf(parts, warning),
  };
}

function unknown(session: Session, texts: Texts): Parts {
  const { trouble } = session;
  if (trouble === undefined) return { tone: 'calm', ...texts.loading };
  return {
    tone: trouble === 'unknown-link' ? 'bad' : 'calm',
    ...texts.trouble[trouble],
    ...(mayBeNew(session) && { lines: [...texts.trouble[trouble].lines, texts.newLink] }),
    ...(trouble === 'outdated' && { button: { text: texts.reload, does: 'reload', busy: false } }),
  };
}

function stateOf(session: Session, answer: PageAnswer, now: Moment, reader: Reader): Parts {
  const { texts, locale, timeZone } = reader;
  const reload = { text: texts.reload, does: 'reload', busy: false } as const;
  const wake = (text: string): Pick<View, 'button'> => {
    if (session.trouble === 'outdated') return { button: reload };
    const busy = session.wakeUntil !== undefined;
    return { button: { text: busy ? texts.asked : text, does: 'wake', busy } };
  };
  switch (answer.state) {
    case 'asleep':
      return { tone: 'calm', ...texts.asleep, ...wake(texts.start(answer.leaf)) };
    case 'starting':
      return { tone: 'busy', ...starting(answer, secondsOfStart(session, now) ?? 0, texts) };
    case 'ready':
      return { tone: 'good', ...ready(answer, texts) };
    case 'stopping':
      return { tone: 'busy', ...texts.stopping };
    case 'refused':
      return { tone: 'calm', ...texts.refused(answer.why, moment(answer.until, locale, timeZone)) };
    case 'failed':
      return { tone: 'bad', heading: texts.failed, lines: [], reason: answer.reason, ...wake(texts.tryAgain) };
    case 'retiring':
      return { tone: 'calm', ...texts.retiring };
  }
}

function starting({ usual, waitsFor }: Starting, seconds: number, texts: Texts): Omit<Parts, 'tone'> {
  const now = countdown(usual, seconds);
  const at = STEPS.indexOf(waitsFor);
  return {
    heading: texts.starting,
    lines: texts.countdown(now, usual),
    progress: now.kind === 'left' ? now.part : 'unknown',
    steps: STEPS.map((step, index) => ({
      text: texts.steps[step],
      state: index < at ? 'done' : index === at ? 'now' : 'later',
    })),
  };
}

function ready({ addresses, players }: Ready, texts: Texts): Omit<Parts, 'tone'> {
  return {
    heading: texts.ready,
    lines: [addresses.length > 0 ? texts.connect(addresses.length) : texts.noAddress],
    addresses,
    ...(players !== undefined && { players: whoPlays(players, texts) }),
  };
}

function whoPlays(players: NonNullable<Ready['players']>, texts: Texts): NonNullable<View['players']> {
  if (players === 'unknown') return { text: texts.playersUnknown, names: [] };
  const { online, max, names } = players;
  const others = online - names.length;
  return {
    text: texts.playing(online, max),
    names: [...names, ...(names.length > 0 && others > 0 ? [texts.more(others)] : [])],
  };
}

function announcementOf(parts: Parts, warning: string): Announcement {
  const { heading, lines, reason, steps, addresses, players } = parts;
  const step = steps?.find(({ state }) => state === 'now')?.text;
  // a start's lines count seconds
  const said = steps === undefined ? lines : [];
  const words = [heading, step, ...said, reason, ...(addresses ?? []), players?.text, warning];
  return words.flatMap((word) => (word === undefined || word === '' ? [] : [word]));
}
