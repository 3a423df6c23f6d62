import { ask } from '../ask';
import { Conversation } from '../conversation';
import { leafOf, readLink } from '../link';
import { secondsOfStart, type Session } from '../session';
import { textsFor } from '../texts/texts';
import { viewOf } from '../view';
import { Screen } from './screen';

const reader = { ...textsFor(navigator.languages), leaf: leafOf(location.pathname) };
const now = () => performance.now();

let shown: Session | undefined;
const show = (session: Session) => {
  shown = session;
  screen.show(viewOf(session, now(), reader));
};

const conversation = new Conversation(
  {
    now,
    random: () => Math.random(),
    isVisible: () => document.visibilityState === 'visible',
    ask: (path, link) => ask(path, link, (...request) => fetch(...request)),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
    show,
  },
  readLink(location),
);

const screen = new Screen(reader.texts, {
  wake: () => {
    conversation.wake();
  },
  reload: () => {
    location.reload();
  },
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') conversation.look();
  else conversation.rest();
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) conversation.look();
});
addEventListener('online', () => {
  conversation.look();
});
addEventListener('hashchange', () => {
  conversation.open(readLink(location));
});
// the countdown
setInterval(() => {
  if (shown === undefined || document.visibilityState !== 'visible') return;
  if (secondsOfStart(shown, now()) !== undefined) show(shown);
}, 1_000);

conversation.begin();
