import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One function's code in one file. */
export interface Bundle {
  /** Absolute path of a file called `index.js`. */
  readonly path: string;
  /** Hash of its bytes, hexadecimal. Depends on the sources and the lock file alone, not on the machine. */
  readonly hash: string;
}

/** What a bundle was made from: it is valid as long as each of these files has this hash. */
interface Origin {
  readonly sources: Readonly<Record<string, string>>;
  readonly bundleHash: string;
}

/**
 * Bundles that outlive the process, each in a folder named by its hash, so that synths that run at the same time cannot
 * disturb each other. A file changed by hand under node_modules goes unnoticed; what npm installs does not.
 */
export class BundleCache {
  private readonly folder: string;
  private readonly lockFile: string;

  /** @param project folder that sources are relative to, whose node_modules holds the cache */
  constructor(private readonly project: string) {
    this.folder = join(project, 'node_modules/.cache/container-manager/bundles');
    // npm's own record of what is installed: package-lock.json may be ahead of it
    this.lockFile = join(project, 'node_modules/.package-lock.json');
  }

  /**
   * The bundle that was kept under this key, if since then no source has changed and npm has installed nothing.
   *
   * @param key names an entry and all options of its bundle
   */
  find(key: string): Bundle | undefined {
    const path = this.originPath(key);
    if (!existsSync(this.lockFile) || !existsSync(path)) return undefined;
    const { sources, bundleHash } = JSON.parse(readFileSync(path, 'utf8')) as Origin;
    const bundle = { path: this.bundlePath(bundleHash), hash: bundleHash };
    const valid = Object.entries(sources).every(([source, hash]) => this.hashOf(source) === hash);
    return valid && existsSync(bundle.path) ? bundle : undefined;
  }

  /** @param sources files that the bundle was made from, relative to the project, without node_modules */
  keep(key: string, code: Uint8Array, sources: readonly string[]): Bundle {
    const hash = sha256(code);
    const bundle = { path: this.bundlePath(hash), hash };
    if (!existsSync(bundle.path)) writeWhole(bundle.path, code);
    const origin: Origin = {
      sources: Object.fromEntries(sources.map((source) => [source, this.hashOf(source) ?? ''])),
      bundleHash: hash,
    };
    writeWhole(this.originPath(key), JSON.stringify(origin));
    return bundle;
  }

  private bundlePath(hash: string): string {
    return join(this.folder, hash, 'index.js');
  }

  private originPath(key: string): string {
    const installed = existsSync(this.lockFile) ? readFileSync(this.lockFile) : '';
    return join(this.folder, `${sha256(key, installed)}.json`);
  }

  private hashOf(source: string): string | undefined {
    const path = join(this.project, source);
    return existsSync(path) ? sha256(readFileSync(path)) : undefined;
  }
}

function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 32);
}

/** Renamed when complete: nobody ever reads a half-written file. cdktf copies it with its mode into cdktf.out, which is private. */
function writeWhole(path: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, contents, { mode: 0o600 });
  renameSync(unfinished, path);
}
