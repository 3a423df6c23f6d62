import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar } from 'yaml';

import { keyName, type Path, startOf } from '../../../modules/config/key-path';
import { CommandError } from '../../terminal/errors';
import { holdsCredential, namesPassword } from '../../../modules/config/password-names';
import { interpolate, type Variables } from './interpolate';

/** A value of a compose file: numbers and booleans are the text that was written, what has no value is null. */
export type ComposeValue = string | null | readonly ComposeValue[] | ComposeMap;
export interface ComposeMap {
  readonly [key: string]: ComposeValue;
}

/** A part of a compose file that a leaf does not take over, or not as it is. */
export interface Note {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** Deeper or larger than any file that a person writes: aliases within aliases. */
const MAX_VALUES = 20_000;
/** More than any compose file has. */
const MAX_DEPTH = 50;

/** A docker-compose file: its variables are replaced and its merges (`<<`) done when a service is read. */
export class ComposeFile {
  /** About variables without a value, once a service was read. */
  readonly notes: Note[] = [];
  private readonly lines = new LineCounter();
  private readonly services: ReadonlyMap<string, Pair>;
  private readonly places = new Map<string, number>();
  private readonly unset = new Set<string>();
  private readonly document;
  private count = 0;

  /**
   * @param path as it is shown to the user
   * @param variables what `${NAME}` refers to
   * @throws CommandError when it is not a docker-compose file
   */
  constructor(
    readonly path: string,
    text: string,
    private readonly variables: Variables,
  ) {
    this.document = parseDocument(text, {
      // numbers keep their digits: UMASK: 022
      schema: 'failsafe',
      merge: true,
      prettyErrors: false,
      logLevel: 'silent',
      lineCounter: this.lines,
    });
    const [error] = this.document.errors;
    if (error !== undefined) {
      const { line, col } = this.lines.linePos(error.pos[0]);
      throw new CommandError(
        `${path}:${Math.max(line, 1)}:${Math.max(col, 1)} this is not valid YAML: ${error.message}`,
      );
    }
    const services = this.pairsOf(this.document.contents).get('services')?.value;
    this.services = this.pairsOf(services);
    if (this.services.size === 0) {
      throw new CommandError(`${path} has no services: give ./cm import a docker-compose file`);
    }
  }

  get serviceNames(): readonly string[] {
    return [...this.services.keys()];
  }

  /**
   * Everything that the file says about one service.
   *
   * @throws CommandError when it is not a map, or when the file's aliases make it too large
   */
  service(name: string): ComposeMap {
    const pair = this.services.get(name);
    this.count = 0;
    const value = this.convert(pair?.value, [], this.lineOf(pair?.key));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new CommandError(`${this.path}:${this.lineOf(pair?.key)} ${name}: is not a map, as a service has to be`);
    }
    // a cast, since Array.isArray does not narrow readonly arrays
    return value as ComposeMap;
  }

  /** Line of a key or an entry of the service that was read. */
  line(path: Path): number {
    return this.places.get(JSON.stringify(path)) ?? (path.length === 0 ? 1 : this.line(path.slice(0, -1)));
  }

  /** Whether a text of the service has variables without a value. */
  isUnset(path: Path): boolean {
    return this.unset.has(JSON.stringify(path));
  }

  private convert(given: unknown, path: Path, line: number): ComposeValue {
    this.count += 1;
    if (this.count > MAX_VALUES || path.length > MAX_DEPTH)
      throw new CommandError(`${this.path}: its aliases (*) make it too large to read`);
    this.places.set(JSON.stringify(path), line);
    const node = this.target(given);
    if (isMap(node)) {
      const pairs = [...this.pairsOf(node)];
      return Object.fromEntries(
        pairs.map(([key, { key: keyNode, value }]) => [key, this.convert(value, [...path, key], this.lineOf(keyNode))]),
      );
    }
    if (isSeq(node)) return node.items.map((item, index) => this.convert(item, [...path, index], this.lineOf(item)));
    if (!isScalar(node)) return null;
    const text = String(node.value);
    if (node.type === Scalar.PLAIN && /^(|~|null)$/i.test(text)) return null;
    const { text: value, unset } = interpolate(text, this.variables);
    if (unset.length > 0) this.unset.add(JSON.stringify(path));
    // what becomes a secret is told of as one
    if (path[0] === 'environment' && (namesPassword(variableOf(text, path)) || holdsCredential(value))) return value;
    this.noteCopiedPassword(text, line);
    for (const name of unset) {
      this.notes.push({ line, message: `${name} is not set: empty text was used. Set it in .env beside ${this.path}` });
    }
    return value;
  }

  /** A password from .env within a text of another name, e.g. `-password ${DB_PASS}`. */
  private noteCopiedPassword(text: string, line: number): void {
    const used = [...text.matchAll(/(?<!\$)\$\{?(\w+)/g)].flatMap(([, name = '']) =>
      namesPassword(name) ? [name] : [],
    );
    for (const name of used.filter((one) => (this.variables[one] ?? '') !== '')) {
      this.notes.push({
        line,
        message: `${name} looks like a password, and its value from .env was copied: move it to Secrets`,
      });
    }
  }

  /** The pairs of a map, those that it merges before its own. */
  private pairsOf(given: unknown, depth = 0): Map<string, Pair> {
    const pairs = new Map<string, Pair>();
    const node = this.target(given);
    if (!isMap(node) || depth > MAX_DEPTH) return pairs;
    const merged = node.items.filter(({ key }) => isMergeKey(key)).map(({ value }) => this.target(value));
    for (const source of merged.flatMap((value) => (isSeq(value) ? [...value.items].reverse() : [value]))) {
      for (const [key, pair] of this.pairsOf(source, depth + 1)) pairs.set(key, pair);
    }
    for (const { key, value } of node.items) if (!isMergeKey(key)) pairs.set(keyName(key), { key, value });
    return pairs;
  }

  private target(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.document) : node;
  }

  private lineOf(node: unknown): number {
    return Math.max(this.lines.linePos(startOf(node) ?? 0).line, 1);
  }
}

interface Pair {
  readonly key: unknown;
  readonly value: unknown;
}

/** Name of the variable that a text of `environment` sets, in a map or in a list. */
function variableOf(text: string, [, entry]: Path): string {
  return typeof entry === 'string' ? entry : (text.split('=', 1)[0] ?? '');
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.source === '<<' && key.type === Scalar.PLAIN;
}
