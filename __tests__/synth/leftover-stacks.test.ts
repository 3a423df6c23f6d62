import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App, TerraformStack } from 'cdktf';

import { removeLeftoverStacks } from '../../synth/leftover-stacks';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'cm-leftover-'));
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

/** An app with the stack `web`; an earlier one also had `old`. */
function synthesized(): App {
  mkdirSync(join(outdir, 'stacks/old'), { recursive: true });
  writeFileSync(join(outdir, 'stacks/notes.txt'), '');
  const app = new App({ outdir });
  new TerraformStack(app, 'web');
  app.synth();
  return app;
}

test('removes the folder of a stack that the config no longer has', () => {
  removeLeftoverStacks(synthesized(), {});

  expect(readdirSync(join(outdir, 'stacks')).sort()).toEqual(['notes.txt', 'web']);
});

test('keeps a folder with a state that Terraform could not save', () => {
  const app = synthesized();
  writeFileSync(join(outdir, 'stacks/old/errored.tfstate'), '{}');

  removeLeftoverStacks(app, {});

  expect(readdirSync(join(outdir, 'stacks/old'))).toEqual(['errored.tfstate']);
});

test("leaves the removal to cdktf's own commands when one of them runs", () => {
  removeLeftoverStacks(synthesized(), { CDKTF_CONTEXT_JSON: '{}' });

  expect(readdirSync(join(outdir, 'stacks')).sort()).toEqual(['notes.txt', 'old', 'web']);
});
