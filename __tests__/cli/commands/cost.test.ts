import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { command } from '../../../cli/commands/cost';
import { LEAF } from '../../modules/config/support';
import { emptyProject } from '../support/workspace';

const project = emptyProject();
let environment: jest.ReplaceProperty<typeof process.env>;
let printed: string[];

beforeEach(() => {
  environment = jest.replaceProperty(process, 'env', { ...process.env, CONFIG_DIR: '' });
  delete process.env.CDKTF_OUTDIR;
  const { folder } = project();
  mkdirSync(join(folder, 'config/leaves'), { recursive: true });
  writeFileSync(join(folder, 'config/base.yaml'), 'Region: eu-central-1\n');
  writeFileSync(join(folder, 'config/leaves/minecraft.yaml'), LEAF);
  writeFileSync(join(folder, 'config/leaves/valheim.yaml'), 'Ec2:\n');
  printed = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text).trimEnd());
    return true;
  });
  jest.spyOn(project(), 'synthesize').mockImplementation((only) => {
    for (const stack of only ?? []) {
      mkdirSync(project().stackFolder(stack), { recursive: true });
      writeFileSync(join(project().stackFolder(stack), 'cdk.tf.json'), JSON.stringify(PLAN));
    }
    return Promise.resolve();
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  environment.restore();
});

const PLAN = {
  resource: {
    aws_launch_template: { a: { instance_type: 'x9.huge', block_device_mappings: [{ ebs: { volume_size: 30 } }] } },
  },
};
const cost = (...words: readonly string[]) => command(project()).exitOverride().parseAsync(words, { from: 'user' });

test('shows a leaf alone, with the price that a person gives, although another leaf has half a YAML', async () => {
  await cost('minecraft', '--price', 'x9.huge=1.5', '--json');

  expect(JSON.parse(printed.join(''))).toMatchObject({
    lines: expect.arrayContaining([{ stack: 'minecraft', item: 'instance x9.huge', asleep: 0, awake: 45 }]) as unknown,
    unpriced: [],
  });
  expect(printed.join('')).not.toContain('"base"');
});

test('says how to give a price that it does not know', async () => {
  await cost('minecraft');

  expect(printed.join('\n')).toContain('give it with --price x9.huge=<$ an hour>.');
});

test('fails for a leaf that the config does not have', async () => {
  await expect(cost('terraria')).rejects.toMatchObject({
    message: "there is no leaf 'terraria' in the config: it has minecraft, valheim",
    exitCode: 2,
  });
});

test.each(['x9.huge', 'x9.huge=', 'x9.huge=cheap', '=1', 'x9.huge=-1'])('refuses --price %s', async (price) => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);

  await expect(cost('--price', price)).rejects.toThrow('Use <type>=<$ an hour>, e.g. m8i.large=0.1058.');
});
