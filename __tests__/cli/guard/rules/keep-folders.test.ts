import { keepFolders } from '../../../../cli/guard/rules/keep-folders';
import { guardedDeployment, guardedPlan } from '../../support/plan';

const TASK = 'aws_ecs_task_definition.Container';

const task = (folders: Readonly<Record<string, string>>) => ({
  container_definitions: JSON.stringify([
    {
      name: 'container',
      mountPoints: Object.entries(folders).map(([containerPath, sourceVolume]) => ({ containerPath, sourceVolume })),
    },
  ]),
});

function findings(before: unknown, after: unknown, actions: readonly string[] = ['delete', 'create']) {
  return keepFolders(guardedDeployment({ plans: [guardedPlan([{ address: TASK, actions, before, after }])] }));
}

const STEAM = { '/home/steam/Steam': 'Game_home-steam-steam', '/home/steam/.steam': 'Game_home-steam-steam-1' };

test('refuses two paths that change their order, and so their files', () => {
  const after = { '/home/steam/.steam': 'Game_home-steam-steam', '/home/steam/Steam': 'Game_home-steam-steam-2' };

  expect(findings(task(STEAM), task(after))).toEqual([
    {
      severity: 'refuse',
      stack: 'minecraft',
      address: TASK,
      message:
        '/home/steam/.steam would show the files of /home/steam/Steam: their folders have one name but for its end, and ' +
        'the path that is listed first has it without. Put the paths back in their old order, and new ones below them',
    },
  ]);
});

test('refuses a path that takes over the folder of one that was removed above it', () => {
  const [finding, ...more] = findings(task(STEAM), task({ '/home/steam/.steam': 'Game_home-steam-steam' }));

  expect(finding?.message).toContain('/home/steam/.steam would show the files of /home/steam/Steam');
  expect(more).toEqual([]);
});

test('refuses a new path above the one that has the folder', () => {
  const before = { '/data': 'World_data' };

  expect(findings(task(before), task({ '/Data': 'World_data', '/data': 'World_data-1' }))).toHaveLength(1);
});

test.each([
  ['a new path below the others', { '/home/steam/Steam': 'Game_home-steam-steam' }, STEAM],
  ['the last path removed', STEAM, { '/home/steam/Steam': 'Game_home-steam-steam' }],
  ['a path under another name, with its files', { '/data': 'World_data' }, { '/Data': 'World_data' }],
  ['other paths', { '/data': 'World_data' }, { '/config': 'Config_config' }],
])('passes %s', (_, before, after) => {
  expect(findings(task(before), task(after))).toEqual([]);
});

test.each([
  ['a container without volumes', { container_definitions: '[{"name":"container"}]' }],
  ['definitions that are known only after apply', {}],
  ['definitions that are no JSON', { container_definitions: '[{' }],
])('passes %s', (_, values) => {
  expect(findings(values, task(STEAM))).toEqual([]);
  expect(findings(task(STEAM), values)).toEqual([]);
});
