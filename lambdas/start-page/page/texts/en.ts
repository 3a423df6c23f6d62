import { duration } from './durations';
import { type Texts } from './texts';

const RETRIES = 'This page tries again by itself.';

export const en: Texts = {
  language: 'en',
  loading: { heading: 'One moment …', lines: [] },
  asleep: { heading: 'Asleep', lines: ['Nobody plays. Start it, and you can play in a few minutes.'] },
  starting: 'Starting',
  countdown: (now, usual) => {
    switch (now.kind) {
      case 'first':
        return ['First starts take several minutes.', `${duration(now.seconds)} so far`];
      case 'left':
        return [`About ${duration(now.left)} left`, range(usual)];
      case 'soon':
        return ['Any moment now', `${duration(now.seconds)} so far. ${range(usual)}`];
      case 'longer':
        return ['This takes longer than usual.', `${duration(now.seconds)} so far. ${range(usual)}`];
    }
  },
  steps: { instance: 'The computer boots', container: 'The container starts', game: 'The game loads' },
  ready: 'Ready',
  connect: (addresses) =>
    addresses === 1 ? 'Enter this address in your game:' : 'Enter one of these addresses in your game:',
  noAddress: 'Ask the person who runs it for the address.',
  stopping: {
    heading: 'Going to sleep',
    lines: ['It saves its files and shuts down. You can start it again when it is asleep.'],
  },
  refused: (why, until) =>
    why === 'limit'
      ? {
          heading: 'Asleep until next month',
          lines: ['The hours of this month are used up.', again(until)],
        }
      : { heading: 'Stays asleep', lines: ['The person who runs it wants it to sleep.', again(until)] },
  failed: 'It could not start',
  retiring: { heading: 'Shut down for good', lines: ['This server is being removed and cannot be started any more.'] },
  trouble: {
    'unknown-link': {
      heading: 'This link does not work',
      lines: ['It is incomplete, or somebody took it back. Ask the person who runs the server for a new link.'],
    },
    many: { heading: 'One moment …', lines: [`Many people are asking just now. ${RETRIES}`] },
    later: { heading: 'No answer', lines: [`AWS does not answer just now. ${RETRIES}`] },
    offline: { heading: 'No connection', lines: [`This page does not reach its server. ${RETRIES}`] },
    outdated: { heading: 'This page is out of date', lines: ['Load it again.'] },
  },
  newLink: 'A new link may need a minute: this page tries again by itself.',
  stale: {
    'unknown-link': '',
    many: `Many people are asking just now. ${RETRIES}`,
    later: `AWS does not answer just now. ${RETRIES}`,
    offline: `No connection. ${RETRIES}`,
    outdated: 'This page is out of date. Load it again.',
  },
  wakeFailed: 'It was not started. Try again.',
  start: (leaf) => `Start ${leaf}`,
  tryAgain: 'Try again',
  asked: 'Starting …',
  reload: 'Load again',
  copy: 'Copy',
  copied: 'Copied',
  progress: 'How far it is',
  players: 'Players',
  playing: (online, max) => {
    if (online === 0) return 'Nobody plays';
    return `${online}${max === undefined ? '' : ` of ${max}`} ${online === 1 ? 'plays' : 'play'}`;
  },
  playersUnknown: 'The game did not say who plays.',
  more: (count) => `and ${count} more`,
  note: 'Good to know',
};

function range(usual: Parameters<Texts['countdown']>[1]): string {
  if (usual === undefined) return '';
  const [shortest, longest] = [duration(usual.shortest), duration(usual.longest)];
  return shortest === longest ? `The last starts took ${longest}.` : `The last starts took ${shortest} to ${longest}.`;
}

function again(until: string | undefined): string {
  return until === undefined ? 'Ask that person when you can start it again.' : `You can start it again from ${until}.`;
}
