import { duration } from '../shared/duration';
import { type FruitlessNote } from '../shared/fruitless-note';
import { type Notice } from '../shared/notify';
import { type Leaf } from './dependencies';

/** DNS woke the leaf several times for nobody, and wakes it less often now. */
export function backOffNotice({ id, hostName = id }: Leaf, { count, since, endedAt, minutes }: FruitlessNote): Notice {
  return {
    subject: `${id}: DNS wakes it less often now`,
    message: [
      `DNS queries for ${hostName} woke ${id} ${count} times in a row, and nobody was there.`,
      '',
      ...(since === undefined ? [] : [`First start: ${utc(since)}`]),
      `Last one put to sleep: ${utc(endedAt)}, awake for ${duration(minutes * 60)}`,
      '',
      'Anybody can ask DNS for a name, and programs that search the internet do. So from now on, until somebody plays:',
      '- A DNS query wakes it at most once in 10 minutes, then in 20, then in 30.',
      '- If nobody has played for 7 days, the time grows to 6 hours, and to a day at most where it was awake for long.',
      '',
      `./cm wake ${id} does not wait, and ends this.`,
      '',
      'If it happens again and again:',
      `- Wake.ByDns: false in the YAML of ${id}: then no DNS query wakes it.`,
      '- A name that nobody guesses: a longer id for a new leaf, or another Domain.Name in the same zone for all leaves.',
    ].join('\n'),
  };
}

/** E.g. `2026-11-29 20:16 UTC`. */
function utc(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
