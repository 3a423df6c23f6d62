import { type Path } from '../../../modules/config/key-path';
import { type ComposeMap, type ComposeValue } from './compose-file';

/** Says of a place below a key what a leaf does not take over. */
export type Note = (path: Path, message: string) => void;

export function isMapValue(value: ComposeValue | undefined): value is ComposeMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entries of a list; one value counts as a list of one, nothing as an empty one. */
export function listOf(value: ComposeValue | undefined): readonly ComposeValue[] {
  if (value === undefined || value === null) return [];
  // a cast, since Array.isArray does not narrow readonly arrays
  return Array.isArray(value) ? (value as readonly ComposeValue[]) : [value];
}

export function textOf(value: ComposeValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A value as a person would recognize it in the file. */
export function shown(value: ComposeValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

/** Seconds of a duration such as `1m30s`, rounded up; undefined where it is not one. */
export function secondsOf(duration: string): number | undefined {
  if (/^\d+$/.test(duration)) return Number(duration);
  if (!/^(\d+(\.\d+)?(us|ms|s|m|h))+$/.test(duration)) return undefined;
  const units: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
  const parts = [...duration.matchAll(/([\d.]+)(us|ms|s|m|h)/g)];
  return Math.ceil(parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (units[unit] ?? 1), 0));
}

/** GiB of an amount such as `4g`, `512M` or a number of bytes; undefined where it is not one. */
export function gibOf(amount: string): number | undefined {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)([bkmg]?)(?:i?b)?$/i.exec(amount) ?? [];
  if (count === undefined) return undefined;
  const powers: Readonly<Record<string, number>> = { '': 0, b: 0, k: 1, m: 2, g: 3 };
  return (Number(count) * 1024 ** (powers[unit.toLowerCase()] ?? 0)) / 1024 ** 3;
}

/** The words of a command line, split as a shell does: by white space, with quotes and backslashes. */
export function wordsOf(line: string): string[] {
  const words = line.match(/(?:[^\s"'\\]|\\.|"(?:\\.|[^"\\])*"|'[^']*')+/gs) ?? [];
  return words.map((word) =>
    word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/gs, (_all, double?: string, single?: string, escaped?: string) =>
      double === undefined ? (single ?? escaped ?? '') : double.replace(/\\(["\\$`])/g, '$1'),
    ),
  );
}
