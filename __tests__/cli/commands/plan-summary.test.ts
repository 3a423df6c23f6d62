import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { command } from '../../../cli/commands/plan-summary';

const folder = mkdtempSync(join(tmpdir(), 'cm-plan-summary-'));
const PLAN = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  resource_changes: [],
  output_changes: {},
  errored: false,
};

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function summaryOf(...args: string[]): Promise<string> {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await command().parseAsync(args, { from: 'user' });
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
}

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('./cm plan-summary', () => {
  test('names a stack after its file, and says that an empty plan changes nothing', async () => {
    const page = await summaryOf(file('minecraft.json', JSON.stringify(PLAN)));

    expect(page).toContain('## No changes');
    expect(page).toContain('| <code>minecraft</code> |  |  |  |  | no changes |');
  });

  test('reads which stacks are deployed', async () => {
    const deployed = file('deployed.txt', 'base\nvalheim\n');

    const page = await summaryOf(file('base.json', JSON.stringify(PLAN)), '--deployed', deployed);

    expect(page).toContain('valheim has state but no YAML');
  });

  test('reads which stacks could not be planned', async () => {
    const unplanned = file('unplanned.txt', 'valheim\n');

    const page = await summaryOf(file('base.json', JSON.stringify(PLAN)), '--unplanned', unplanned);

    expect(page).toContain('> **Could not be planned**\n>\n> - <code>valheim</code>: ');
  });

  test('reads which files the pull request changes', async () => {
    const changed = file('changed.txt', 'config/base.yaml\nmain.ts\n');

    const page = await summaryOf(file('base.json', JSON.stringify(PLAN)), '--changed', changed);

    expect(page).toContain('**Do not rely on this page**');
    expect(page).toContain('> - <code>main.ts</code>');
  });

  test('reads which file systems were kept', async () => {
    const deployed = file('deployed.txt', 'base\nfs-1 minecraft World 2048 2026-11-22T20:14:00.000Z\n');
    const create = { actions: ['create'], before: null, after: { tags: { 'container-manager:volume': 'World' } } };
    const [mode, type, name] = ['managed', 'aws_efs_file_system', 'World'];
    const world = { address: `${type}.${name}`, mode, type, name, change: create };
    const plan = JSON.stringify({ ...PLAN, resource_changes: [world] });

    const page = await summaryOf(file('minecraft.json', plan), '--deployed', deployed);

    expect(page).toContain('fs-1 (empty, made 2026-11-22 20:14 UTC) was kept');
  });

  test.each([
    ['no JSON', '{', 'bad.json: not JSON'],
    ['an empty file', '', 'bad.json: not JSON'],
    ['other JSON', '{"a":1}', 'bad.json: not a Terraform plan'],
    [
      'another format',
      JSON.stringify({ ...PLAN, format_version: '2.0' }),
      'format version 2.0, but this program reads 1.x',
    ],
    ['a state', JSON.stringify({ format_version: '1.0', values: {} }), 'bad.json: a state, not a plan'],
    ['a broken plan', JSON.stringify({ ...PLAN, resource_changes: [{}] }), 'bad.json: not a Terraform plan'],
  ])('fails on %s', async (_, text, message) => {
    await expect(summaryOf(file('bad.json', text))).rejects.toThrow(message);
  });

  test('fails when a file does not exist', async () => {
    await expect(summaryOf(join(folder, 'none.json'))).rejects.toThrow('cannot read');
  });

  test('fails on two plans of one stack', async () => {
    const plan = file('base.json', JSON.stringify(PLAN));

    await expect(summaryOf(plan, plan)).rejects.toThrow('two files are called base.json: pass one plan per stack');
  });
});
