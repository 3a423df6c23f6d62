import { Fn, Token } from 'cdktf';

/**
 * An output of base that is not in every base: empty where base does not have it, or is not applied yet, so that a leaf's plan never needs a base
 * that is newer than the one that runs.
 *
 * @param output reads an output of base as a token
 */
export function newOutput(output: (name: string) => string, name: string): string {
  return Token.asString(Fn.try([output(name), '']));
}
