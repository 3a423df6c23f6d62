import { type PageAnswer, type PageState } from '../contract';

/** Fields that the page uses, and what they must be. */
const CHECKS: Readonly<Record<PageState['state'], (answer: Fields) => boolean>> = {
  asleep: () => true,
  starting: ({ seconds, usual, waitsFor }) =>
    isNumber(seconds) && typeof waitsFor === 'string' && (usual === undefined || isUsual(usual)),
  ready: ({ addresses, players }) =>
    isTexts(addresses) && (players === undefined || players === 'unknown' || isPlayers(players)),
  stopping: () => true,
  refused: ({ why, until }) => (why === 'limit' || why === 'stay') && isOptionalText(until),
  failed: ({ reason }) => typeof reason === 'string',
  retiring: () => true,
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads what the API says. Undefined: another version of it than this page knows, e.g. in a tab that was open while base was
 * deployed.
 */
export function readAnswer(json: unknown): PageAnswer | undefined {
  if (!isFields(json) || typeof json.leaf !== 'string' || !isOptionalText(json.note)) return undefined;
  const check = Object.entries(CHECKS).find(([state]) => state === json.state)?.[1];
  // a cast: the check of its state has seen each field that the page uses
  return check?.(json) === true ? (json as unknown as PageAnswer) : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isUsual(value: unknown): boolean {
  return isFields(value) && [value.median, value.shortest, value.longest].every(isNumber);
}

function isPlayers(value: unknown): boolean {
  return (
    isFields(value) &&
    isNumber(value.online) &&
    (value.max === undefined || isNumber(value.max)) &&
    isTexts(value.names)
  );
}
