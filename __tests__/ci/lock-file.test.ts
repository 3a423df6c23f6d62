import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { z } from 'zod';

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      inBundle: z.boolean().default(false),
    }),
  ),
});

test.each(['package-lock.json', 'upgrades/provider-6/package-lock.json', 'upgrades/cdktn/package-lock.json'])(
  '%s has the hash of every package, also of native code for other systems, and no address of a download',
  (file) => {
    const { packages } = lock.parse(JSON.parse(readFileSync(resolve(__dirname, '../..', file), 'utf8')));
    // the first is the project itself; a bundled package is a part of the one around it, which has a hash
    const own = Object.entries(packages).filter(([path, { inBundle }]) => path !== '' && !inBundle);

    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(([, { integrity = '' }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity))).toEqual([]);
    expect(own.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  },
);

test('npm writes no address of a download into package-lock.json', () => {
  expect(readFileSync(resolve(__dirname, '../../.npmrc'), 'utf8')).toContain('omit-lockfile-registry-resolved=true\n');
});
