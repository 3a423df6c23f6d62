import { type Finding } from '../guard/finding';
import { type Block, type Line } from './fit';
import { code, prose } from './markdown';
import { type WidenedAccess } from './widened-access';

/** Kinds of critical access are below one another: none pushes a worse one out. */
export const IMPORTANCE = {
  paths: 140,
  critical: 130,
  unplanned: 110,
  refused: 100,
  review: 95,
  warned: 90,
  stack: 80,
  note: 85,
} as const;

/**
 * Room for each list, in characters, together less than the page: a pull request that fills one list, on purpose or not,
 * pushes nothing out of another.
 */
export const ROOM = {
  paths: 4_000,
  state: 3_000,
  project: 2_000,
  // for each kind of it
  critical: 3_000,
  unplanned: 3_000,
  refused: 8_000,
  ports: 4_000,
  networks: 2_000,
  secrets: 2_000,
  policies: 4_000,
  warned: 3_000,
  note: 2_000,
  stack: 13_000,
} as const;

/** Longest line of a list: some fit into the room of each. */
const LINE_LENGTH = 1_500;

/** What is said about a stack, in a list of the page. */
export type StackMessage = Pick<Finding, 'stack' | 'message'>;

/** A list in one of GitHub's boxes. */
export function alert(kind: 'CAUTION' | 'WARNING', title: string, lines: readonly Line[]): Block {
  return { heading: `> [!${kind}]\n> **${title}**\n>`, lines };
}

/** Lines of what the guard found, or of stacks without a plan. */
export function findings(found: readonly StackMessage[], list: 'unplanned' | 'refused' | 'warned'): Line[] {
  const reserve = { room: ROOM[list] };
  return found.map(({ stack, message }) => {
    const text = bounded((limit) => `> - ${code(stack, limit)}: ${prose(message, 3 * limit)}`);
    return { text, importance: IMPORTANCE[list], reserve };
  });
}

/** Lines of who gets which access; they share that room, in characters. */
export function access(found: readonly WidenedAccess[], importance: number, room: number): Line[] {
  const reserve = { room };
  return found.map(({ stack, address, message }) => {
    const text = bounded((limit) => `> - ${code(stack, limit)}: ${code(address, limit)} ${prose(message, 3 * limit)}`);
    return { text, importance, reserve };
  });
}

/** Gives the lines of a block room for themselves, in characters. */
export function reserved({ heading, lines }: Block, room: number): Block {
  const reserve = { room };
  return { heading, lines: lines.map((line) => ({ ...line, reserve })) };
}

/** Cuts the texts in a line further where they are full of characters that become several on the page. */
function bounded(lineOf: (limit: number) => string): string {
  const lines = [200, 100, 50].map(lineOf);
  return lines.find(({ length }) => length <= LINE_LENGTH) ?? lineOf(25);
}
