import { duration } from './durations';
import { type Texts } from './texts';

const RETRIES = 'Diese Seite versucht es von selbst wieder.';

export const de: Texts = {
  language: 'de',
  loading: { heading: 'Einen Moment …', lines: [] },
  asleep: {
    heading: 'Schläft',
    lines: ['Niemand spielt. Starte den Server, dann kannst du in ein paar Minuten spielen.'],
  },
  starting: 'Startet',
  countdown: (now, usual) => {
    switch (now.kind) {
      case 'first':
        return ['Die ersten Starts dauern einige Minuten.', `Bisher ${duration(now.seconds)}`];
      case 'left':
        return [`Noch etwa ${duration(now.left)}`, range(usual)];
      case 'soon':
        return ['Gleich ist es so weit', `Bisher ${duration(now.seconds)}. ${range(usual)}`];
      case 'longer':
        return ['Es dauert länger als sonst.', `Bisher ${duration(now.seconds)}. ${range(usual)}`];
    }
  },
  steps: { instance: 'Der Computer fährt hoch', container: 'Der Container startet', game: 'Das Spiel lädt' },
  ready: 'Bereit',
  connect: (addresses) =>
    addresses === 1 ? 'Gib diese Adresse in deinem Spiel ein:' : 'Gib eine dieser Adressen in deinem Spiel ein:',
  noAddress: 'Frag die Person, die den Server betreibt, nach der Adresse.',
  stopping: {
    heading: 'Schläft gleich',
    lines: ['Der Server speichert seine Dateien und fährt herunter. Sobald er schläft, kannst du ihn wieder starten.'],
  },
  refused: (why, until) =>
    why === 'limit'
      ? {
          heading: 'Schläft bis zum nächsten Monat',
          lines: ['Die Stunden dieses Monats sind aufgebraucht.', again(until)],
        }
      : { heading: 'Schläft weiter', lines: ['Wer den Server betreibt, möchte, dass er schläft.', again(until)] },
  failed: 'Der Start ist gescheitert',
  retiring: {
    heading: 'Für immer abgeschaltet',
    lines: ['Dieser Server wird entfernt und lässt sich nicht mehr starten.'],
  },
  trouble: {
    'unknown-link': {
      heading: 'Dieser Link gilt nicht',
      lines: ['Er ist unvollständig oder wurde zurückgenommen. Bitte den, von dem du ihn hast, um einen neuen.'],
    },
    many: { heading: 'Einen Moment …', lines: [`Gerade fragen viele. ${RETRIES}`] },
    later: { heading: 'Keine Antwort', lines: [`AWS antwortet gerade nicht. ${RETRIES}`] },
    offline: { heading: 'Keine Verbindung', lines: [`Diese Seite erreicht ihren Server nicht. ${RETRIES}`] },
    outdated: { heading: 'Diese Seite ist veraltet', lines: ['Lade sie neu.'] },
  },
  newLink: 'Ein neuer Link braucht manchmal eine Minute: Diese Seite versucht es von selbst wieder.',
  stale: {
    'unknown-link': '',
    many: `Gerade fragen viele. ${RETRIES}`,
    later: `AWS antwortet gerade nicht. ${RETRIES}`,
    offline: `Keine Verbindung. ${RETRIES}`,
    outdated: 'Diese Seite ist veraltet. Lade sie neu.',
  },
  wakeFailed: 'Der Server wurde nicht gestartet. Versuche es noch einmal.',
  start: (leaf) => `${leaf} starten`,
  tryAgain: 'Noch einmal versuchen',
  asked: 'Startet …',
  reload: 'Neu laden',
  copy: 'Kopieren',
  copied: 'Kopiert',
  progress: 'Wie weit er ist',
  players: 'Spieler',
  playing: (online, max) => {
    if (online === 0) return 'Niemand spielt';
    return `${online}${max === undefined ? '' : ` von ${max}`} ${online === 1 ? 'spielt' : 'spielen'}`;
  },
  playersUnknown: 'Das Spiel hat nicht gesagt, wer spielt.',
  more: (count) => `und ${count} weitere`,
  note: 'Gut zu wissen',
};

function range(usual: Parameters<Texts['countdown']>[1]): string {
  if (usual === undefined) return '';
  const [shortest, longest] = [duration(usual.shortest), duration(usual.longest)];
  return shortest === longest
    ? `Die letzten Starts dauerten ${longest}.`
    : `Die letzten Starts dauerten ${shortest} bis ${longest}.`;
}

function again(until: string | undefined): string {
  return until === undefined
    ? 'Frag dort nach, wann du ihn wieder starten kannst.'
    : `Ab ${until} kannst du ihn wieder starten.`;
}
