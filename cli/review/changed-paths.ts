import { type Block } from './fit';
import { code } from './markdown';

/** What no code of the pull request is needed for: the YAML files of the config. Not its lock file of providers. */
const CONFIG = /^config\/.*\.ya?ml$/;

/** So many paths are shown; GitHub shows the rest. */
const SHOWN = 30;

/** Reads the file that .ci/changed-paths writes: a path on each line. */
export function parseChangedPaths(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Says whether the code of the pull request could have written something else into the page, and which files it changes. */
export function changedPathsBlock(paths: readonly string[], importance: number): Block {
  const others = paths.filter((path) => !CONFIG.test(path));
  if (paths.length > 0 && others.length === 0) {
    const text = '> Nothing but YAML files in `config/` changes.';
    return { heading: '> [!NOTE]', lines: [{ text, importance }] };
  }
  const left = others.length - SHOWN;
  const texts = [
    ...(paths.length === 0 ? ['which files change is not known'] : []),
    ...others.slice(0, SHOWN).map((path) => code(path)),
  ];
  // what stays of it all where paths are too long for the page
  const more = left > 0 ? [{ text: `> - and ${left} more`, importance: importance + 0.5 }] : [];
  return {
    heading:
      '> [!CAUTION]\n> **Do not rely on this page**\n>\n' +
      '> It counts only where nothing but YAML files in `config/` changes: other files of the pull request take part in ' +
      'writing it, and can make it say anything. Read them first:\n>',
    lines: [...texts.map((text) => ({ text: `> - ${text}`, importance })), ...more],
  };
}
