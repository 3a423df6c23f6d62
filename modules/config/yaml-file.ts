import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  visit,
  type YAMLError,
} from 'yaml';

import { changedText } from './changed-text';
import { type Problem } from './config-error';
import { type Environment, expandEnvironment } from './environment-tag';
import { type FileText } from './file-text';
import { keyName, keyText, type Path, pathOfKeyAt, startOf } from './key-path';
import { explain, withoutAftermath } from './yaml-errors';

/** Offsets in the file's text. */
interface Place {
  readonly key: number;
  readonly value: number;
}

const MERGE_KEY = 'merging maps is not supported: write out the keys of the other map';
/** Values that aliases of one file may stand for: aliases of aliases make billions of a few hundred characters. */
const MAX_ALIASED = 1_000;
/** The config has seven levels. */
const MAX_DEPTH = 30;
const WHOLE_FILE: Place = { key: 0, value: 0 };

/** A YAML file as plain values, with the line and column of each. */
export class YamlFile {
  /**
   * Maps, lists, booleans and text. Numbers stay the text that was written, so that `022`, `1.000000` and ids of 17
   * digits keep their digits. What has no value is undefined, and so is a file that cannot be read.
   */
  readonly value: unknown;
  /** What is wrong with the file, with its YAML and with its `!ENV` tags. */
  readonly problems: readonly Problem[];
  private readonly found: Problem[] = [];
  // where nothing around a missing value is known, its problem is reported at the file's start
  private readonly places = new Map<string, Place>([[JSON.stringify([]), WHOLE_FILE]]);
  private readonly broken = new Set<string>();
  private readonly lines = new LineCounter();
  private readonly document: Document;
  /** Aliases and what they can refer to, in the order of the file. */
  private anchors?: readonly Node[];
  private aliased = 0;
  private readonly text: string;
  /** Names that aliases refer to. */
  private readonly aliases = new Set<string>();

  /**
   * @param path as it is shown to the user
   * @param prepare changes the parsed nodes before they become values
   */
  constructor(
    readonly path: string,
    { text, flaw }: FileText,
    private readonly env: Environment,
    prepare: (root: unknown) => void = () => undefined,
  ) {
    if (flaw) this.found.push({ file: path, key: '', ...flaw });
    this.document = parseDocument(text, {
      // no number is ever guessed: the schema of the config knows what should be one
      schema: 'failsafe',
      customTags: [{ tag: '!ENV', resolve: (value: string) => value }],
      stringKeys: true,
      prettyErrors: false,
      lineCounter: this.lines,
    });
    this.text = text;
    for (const error of withoutAftermath([...this.document.errors, ...this.document.warnings])) {
      this.found.push(this.explained(error));
    }
    // the rest can still be checked after a key that appears twice, but not after any other mistake
    if (this.document.errors.every(({ code }) => code === 'DUPLICATE_KEY')) {
      visit(this.document, { Alias: (_key, { source }) => void this.aliases.add(source) });
      prepare(this.document.contents);
      const value = this.convert(this.document.contents, [], WHOLE_FILE, []);
      // what is missing then would only be reported too
      if (this.aliased <= MAX_ALIASED) this.value = value;
    }
    this.problems = this.found;
  }

  /** Whether `problems` already has one about this value: then a second one would only confuse. */
  isBroken(path: Path): boolean {
    return this.broken.has(JSON.stringify(path));
  }

  /** A problem with a value or a key. Where that is missing, the position is that of the nearest thing around it. */
  problem(path: Path, message: string, what: keyof Place = 'value'): Problem {
    const place = this.places.get(JSON.stringify(path));
    if (place !== undefined) return this.at(place[what], keyText(path), message);
    return { ...this.problem(path.slice(0, -1), message, 'key'), key: keyText(path) };
  }

  private at(offset: number, key: string, message: string): Problem {
    const { line, col } = this.lines.linePos(offset);
    // the counter starts at 0 in an empty file
    return { file: this.path, line: Math.max(line, 1), column: Math.max(col, 1), key, message };
  }

  /** Whether the file has a key, with or without a value. */
  has(path: Path): boolean {
    return this.places.has(JSON.stringify(path));
  }

  private explained({ code, message, pos }: YAMLError): Problem {
    const [start] = pos;
    const { line, column } = this.at(start, '', '');
    const twice = code === 'DUPLICATE_KEY' ? pathOfKeyAt(start, this.document.contents) : undefined;
    const quote = code === 'DUPLICATE_KEY' ? undefined : this.openQuoteBefore(start);
    const explained = explain({ code, message, line, column, quote }, this.text.split(/\r?\n/));
    return { file: this.path, key: keyText(twice ?? []), ...explained };
  }

  /** Where a quoted text of several lines begins, which ends right before an error: its quote is probably never closed. */
  private openQuoteBefore(offset: number): { line: number; column: number } | undefined {
    let found: number | undefined;
    visit(this.document, {
      Scalar: (_key, { type, range }) => {
        if ((type !== Scalar.QUOTE_DOUBLE && type !== Scalar.QUOTE_SINGLE) || !range) return;
        const text = this.text.slice(range[0], range[1]);
        if (range[0] < offset && range[1] >= offset - 1 && text.trimEnd().includes('\n')) found = range[0];
      },
    });
    if (found === undefined) return undefined;
    const { line, column } = this.at(found, '', '');
    return { line, column };
  }

  private convert(node: unknown, path: Path, place: Place, parents: readonly unknown[], isAliased = false): unknown {
    if (this.aliased > MAX_ALIASED) return undefined;
    this.places.set(JSON.stringify(path), place);
    if (path.length > MAX_DEPTH) {
      this.reject(path, `is nested too deeply: a config needs no more than ${MAX_DEPTH} levels`);
      return undefined;
    }
    if (isAliased) {
      this.aliased += 1;
      if (this.aliased > MAX_ALIASED) {
        this.reject(
          path,
          `the aliases of this file stand for more than ${MAX_ALIASED} values: write the values themselves`,
        );
        return undefined;
      }
    }
    if (isAlias(node)) {
      const target = this.targetOf(node);
      if (target !== undefined && !parents.includes(target)) return this.convert(target, path, place, parents, true);
      this.reject(
        path,
        `*${node.source} does not refer to a value above it: write the value itself, or '*${node.source}' if it is text`,
      );
      return undefined;
    }
    if (isMap(node)) {
      const parts = node.items.filter(({ key }) => !this.isMergeKey(key, path));
      return Object.fromEntries(
        parts.map(({ key, value }) => {
          const name = keyName(key);
          return [name, this.convert(value, [...path, name], placeOf(key, value), [...parents, node], isAliased)];
        }),
      );
    }
    if (isSeq(node)) {
      return node.items.map((item, index) =>
        this.convert(item, [...path, index], placeOf(item, item), [...parents, node], isAliased),
      );
    }
    return isScalar(node) ? this.scalar(node, path) : undefined;
  }

  /** The last anchor of its name above it. The parser's own search begins anew for each alias. */
  private targetOf(alias: Alias): Node | undefined {
    if (this.anchors === undefined) {
      const anchors: Node[] = [];
      visit(this.document, {
        Node: (_key, node) => {
          if (isAlias(node) || node.anchor !== undefined) anchors.push(node);
        },
      });
      this.anchors = anchors;
    }
    return this.anchors
      .slice(0, this.anchors.indexOf(alias))
      .findLast((node) => !isAlias(node) && node.anchor === alias.source);
  }

  private scalar(scalar: Scalar, path: Path): unknown {
    const text = String(scalar.value);
    if (scalar.tag === '!ENV') {
      const expanded = expandEnvironment(text, this.env);
      if ('text' in expanded) return expanded.text;
      this.reject(path, expanded.problem);
      return undefined;
    }
    const wrong = changedText({ text, path, style: styleOf(scalar), ...this.around(scalar) });
    if (wrong !== undefined) {
      this.reject(path, wrong);
      return undefined;
    }
    if (scalar.type !== Scalar.PLAIN || scalar.tag !== undefined) return text;
    if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
    return /^(|~|null)$/i.test(text) ? undefined : text;
  }

  private around({ anchor, range }: Scalar) {
    const end = range?.[1] ?? this.text.length;
    return {
      unusedAnchor: anchor === undefined || this.aliases.has(anchor) ? undefined : anchor,
      after: this.text.slice(end).split(/\r?\n/, 1)[0] ?? '',
    };
  }

  /** YAML 1.1's `<<`, which YAML 1.2 does not have. */
  private isMergeKey(key: unknown, path: Path): boolean {
    if (!isScalar(key) || key.value !== '<<' || key.type !== Scalar.PLAIN) return false;
    this.found.push(this.at(startOf(key) ?? 0, keyText([...path, '<<']), MERGE_KEY));
    return true;
  }

  private reject(path: Path, message: string): void {
    this.found.push(this.problem(path, message));
    this.broken.add(JSON.stringify(path));
  }
}

function styleOf({ type, tag }: Scalar): 'plain' | 'double' | 'other' {
  if (tag !== undefined) return 'other';
  return type === Scalar.PLAIN ? 'plain' : type === Scalar.QUOTE_DOUBLE ? 'double' : 'other';
}

function placeOf(key: unknown, value: unknown): Place {
  const keyStart = startOf(key) ?? startOf(value) ?? 0;
  // a value of several lines begins at its key, and so does one that is not there
  const isShown = isScalar(value) && !(value.source === '' && value.type === Scalar.PLAIN);
  return { key: keyStart, value: (isShown ? startOf(value) : undefined) ?? keyStart };
}
