import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parsePlan } from '../../../cli/terraform/plan';
import { NO_CHANGES, PAGE_LIMIT, PAGE_MARK, planPage, type StackPlan } from '../../../cli/review/page';
import { type ChangeOfPlan, planOf } from '../support/plan';

/** The page on a plan that Terraform and the AWS provider wrote. */
function pageOf(variant: string): string {
  const file = join(__dirname, '../guard/fixtures', `${variant}.json`);
  return planPage([{ stack: 'world', plan: parsePlan(readFileSync(file, 'utf8'), variant) }]);
}

function stackOf(changes: readonly ChangeOfPlan[], stack = 'minecraft'): StackPlan {
  return { stack, plan: planOf(changes) };
}

function deployed(...stacks: string[]) {
  return { stacks, keptFileSystems: [] };
}

function tableRows(page: string): string[] {
  return page.split('\n').filter((line) => line.startsWith('|'));
}

describe('on plans that Terraform wrote', () => {
  test('says that nothing changes', () => {
    expect(pageOf('unchanged')).toBe(
      `${PAGE_MARK}\n${NO_CHANGES}\n\n` +
        '| stack | create | change | replace | destroy | |\n| --- | --- | --- | --- | --- | --- |\n' +
        '| <code>world</code> |  |  |  |  | no changes |\n',
    );
  });

  test('shows first what the guard refuses', () => {
    const page = pageOf('volume-renamed');

    expect(page.indexOf('> [!CAUTION]\n> **./cm deploy refuses this**')).toBeLessThan(page.indexOf('| stack |'));
    expect(page).toContain('every file on it would be lost');
    expect(page).toContain('If you renamed the volume');
    expect(page).not.toContain(NO_CHANGES);
  });

  test('warns of what disconnects players, without claiming that there are any', () => {
    expect(pageOf('new-image')).toContain('world may be awake, and this change restarts its container');
  });

  test('shows what changes of a container, but nothing of its environment', () => {
    const page = pageOf('new-image');

    expect(page).toContain(
      '| | <code>container_definitions&#91;container&#93;.image</code> (forces the replacement) | <code>example/game:1</code> | <code>example/game:2</code> |',
    );
    expect(page).toContain(
      '.environment&#91;PASSWORD&#93;.value</code> (forces the replacement) | <code>(masked)</code> | <code>(masked)</code> |',
    );
    expect(page).not.toMatch(/(old|new|added)-secret/);
    expect(page).toContain('| | <code>task_definition</code> | <code>arn:aws:ecs:');
    expect(page).toContain('<code>(known after apply)</code>');
  });

  test('hides sensitive values', () => {
    const page = pageOf('secret-changed');

    expect(page).toContain('| | <code>value</code> | <code>(sensitive)</code> | <code>(sensitive)</code> |');
    expect(page).not.toMatch(/(old|new)-parameter/);
  });

  test.each([
    ['port-opened', 'aws_vpc_security_group_ingress_rule.Port</code> opens TCP 25565 to the internet (0.0.0.0/0)'],
    ['policy-widened', 'aws_iam_role_policy.Logs</code> widens policy'],
    ['policy-added', 'aws_iam_role_policy.Files</code> grants new permissions to an existing resource'],
  ])('%s', (variant, expected) => {
    const page = pageOf(variant);

    expect(page).toContain('> **Grants more access than before**');
    expect(page).toContain(expected);
  });

  test.each(['harmless', 'new-image', 'zone-added', 'secret-changed'])('%s grants no more access', (variant) => {
    expect(pageOf(variant)).not.toContain('Grants more access than before');
  });
});

describe('with the names of the stacks that are deployed', () => {
  test('refuses a leaf that has a state but no YAML', () => {
    const page = planPage([stackOf([], 'base')], deployed('base', 'valheim'));

    expect(page).toContain('> - <code>valheim</code>: valheim has state but no YAML');
    expect(page).not.toContain(NO_CHANGES);
  });

  test('refuses a volume that would get a new file system beside a kept one', () => {
    const address = 'aws_efs_file_system.World';
    const after = { tags: { 'container-manager:volume': 'World' } };
    const kept = { fileSystemId: 'fs-1', leafId: 'minecraft', volumeId: 'World', bytes: 2 ** 30, mountTargets: 0 };

    const page = planPage([stackOf([{ address, actions: ['create'], after }])], {
      stacks: [],
      keptFileSystems: [kept],
    });

    expect(page).toContain('> **./cm deploy refuses this**');
    expect(page).toContain('fs-1 (1.0 GiB) was kept');
  });

  test('says that leaves can be planned when base is deployed', () => {
    expect(planPage([stackOf([], 'base')], deployed())).toContain(
      'Base is not deployed yet: leaves can be planned when it is.',
    );
  });

  test('says that leaves are planned again when outputs of base change', () => {
    const base = { stack: 'base', plan: planOf([], { vpc_id: ['create'] }) };

    expect(planPage([base, stackOf([])], deployed('base', 'minecraft'))).toContain('The outputs of base change');
  });
});

describe('with the names of the stacks that could not be planned', () => {
  test('says so on top', () => {
    const world = stackOf([{ address: 'aws_efs_file_system.World', actions: ['delete'] }]);

    const page = planPage([world], deployed('base', 'minecraft'), ['base', 'valheim']);

    expect(page).toContain(
      `${PAGE_MARK}\n## Terraform plan\n\n> [!CAUTION]\n> **Could not be planned**\n>\n` +
        '> - <code>base</code>: see the log of ./cm plan for the reason\n' +
        '> - <code>valheim</code>: see the log of ./cm plan for the reason\n',
    );
  });

  test('does not call them unchanged, nor leaves without YAML', () => {
    const page = planPage([stackOf([], 'base')], deployed('base', 'valheim'), ['valheim']);

    expect(page).toContain('## Terraform plan');
    expect(page).not.toContain('no YAML');
  });
});

test('says that a plan is incomplete', () => {
  const { plan } = stackOf([]);

  expect(planPage([{ stack: 'minecraft', plan: { ...plan, errored: true } }])).toContain(
    'The plan of <code>minecraft</code> is incomplete: Terraform failed.',
  );
});

describe('at any size', () => {
  const many = (count: number, actions: readonly string[], prefix: string) =>
    Array.from({ length: count }, (_, index) => ({
      address: `aws_sns_topic.${prefix}${index}`,
      actions,
      before: actions.includes('create') ? null : { name: 'x'.repeat(300) },
      after: actions.includes('delete') ? null : { name: '@'.repeat(300) },
    }));

  test('keeps what is destroyed, leaves out what is created, and says so', () => {
    const destroyed = many(20, ['delete'], 'Old');
    const page = planPage([stackOf([...many(5000, ['create'], 'New'), ...destroyed])]);

    expect(page.length).toBeLessThanOrEqual(PAGE_LIMIT);
    expect(page.length).toBeGreaterThan(PAGE_LIMIT - 2000);
    for (const { address } of destroyed) expect(page).toContain(`| **destroy** | <code>${address}</code> |`);
    expect(page).toMatch(/> \[!NOTE\]\n> A comment on GitHub cannot hold all of this: \d+ lines are left out/);
  });

  test('leaves out attributes before resources', () => {
    const page = planPage([stackOf(many(300, ['update'], 'Topic'))]);

    expect(tableRows(page).filter((row) => row.startsWith('| change |'))).toHaveLength(300);
    expect(page).toContain('lines are left out');
  });

  test('keeps refusals before everything else', () => {
    const stacks = Array.from({ length: 600 }, (_, index) => stackOf(many(2, ['update'], 'T'), `leaf${index}`));
    const world = stackOf([{ address: 'aws_efs_file_system.World', actions: ['delete'] }], 'z');
    const page = planPage([...stacks, world]);

    expect(page.length).toBeLessThanOrEqual(PAGE_LIMIT);
    expect(page).toContain('lines are left out');
    expect(page).toContain('aws&#95;efs_file_system.World would be deleted'.replace('&#95;', '_'));
  });

  test('keeps to the limit when refusals alone exceed it', () => {
    const changes = Array.from({ length: 2000 }, (_, index) => ({
      address: `aws_efs_file_system.${'`'.repeat(500)}${index}`,
      actions: ['delete'],
    }));

    expect(planPage([stackOf(changes)]).length).toBeLessThanOrEqual(PAGE_LIMIT);
  });
});

describe('shows text of a plan as text', () => {
  const HOSTILE = [
    '@octocat',
    '<img src=x onerror=alert(1)>',
    '</code></td></table><h1>x</h1>',
    'a | b \\| c',
    '`code` ``` fence',
    '\n\n# heading\n| new | row |',
    '[link](https://example.com) ![i](x)',
    '<!-- comment',
    '\u202Egnp.exe',
    '**bold** __bold__ ~~gone~~ $x$ :+1: #1',
    'www.example.com',
  ];

  test.each(HOSTILE)('%j', (text) => {
    const change = {
      address: `aws_sns_topic.${text}`,
      actions: ['update'],
      before: { [text]: 'old', tags: { [text]: 'old' } },
      after: { [text]: text, tags: { [text]: text } },
    };
    const lost = { ...change, address: `aws_efs_file_system.${text}`, actions: ['delete'] };
    const page = planPage([stackOf([change, lost], `leaf${text}`)]);
    const lines = page.split('\n');

    // one row each: stack, two resources, two attributes, with two headings of two rows
    expect(tableRows(page)).toHaveLength(1 + 2 + 2 + 4);
    const cells = lines.filter((line) => line.startsWith('|')).map((row) => row.split('|').length - 2);
    expect(new Set(cells)).toEqual(new Set([6, 4]));
    expect(page.replace(PAGE_MARK, '').match(/<(?!\/?code>)/g)).toBeNull();
    expect(page.split('<code>').length).toBe(page.split('</code>').length);
    expect(page).not.toMatch(/@|\u202E|https:\/\/example|www\.|\n# |```/);
    // outside of code nothing is left that GitHub could take for a person or an issue
    expect(page.replace(/<code>[^<]*<\/code>/g, '')).not.toMatch(/&#(64|35);/);
  });
});
