import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parsePlan } from '../../../cli/terraform/plan';
import { criticalAccess } from '../../../cli/review/critical-access';
import { ROOM } from '../../../cli/review/lists';
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

test('names the secrets that a new leaf reads and the networks that reach it, the secrets first', () => {
  const ports = { ip_protocol: 'tcp', from_port: 25565, to_port: 25565, cidr_ipv4: '203.0.113.9/32' };
  const Statement = [
    {
      Effect: 'Allow',
      Action: 'ssm:GetParameters',
      Resource: 'arn:aws:ssm:eu-central-1:123456789012:parameter/bank/key',
    },
  ];
  const page = planPage([
    stackOf([
      { address: 'aws_vpc_security_group_ingress_rule.Port', actions: ['create'], after: ports },
      { address: 'aws_iam_role_policy.Policy', actions: ['create'], after: { policy: JSON.stringify({ Statement }) } },
    ]),
  ]);

  expect(page).toContain(
    '> **Grants more access than before**\n>\n' +
      '> - <code>minecraft</code>: <code>aws_iam_role_policy.Policy</code> newly reads the SSM parameter /bank/key\n' +
      '> - <code>minecraft</code>: <code>aws_vpc_security_group_ingress_rule.Port</code> opens TCP 25565 to 203.0.113.9/32\n',
  );
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

describe('what hands the account to somebody', () => {
  const TITLE = '> [!CAUTION]\n> **Lets somebody in, or gives them the rights of an administrator**\n>\n';
  const trust = { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '999999999999' } }] };
  const create = (address: string, after: object): ChangeOfPlan => ({ address, actions: ['create'], after });
  const handedOver = [
    create('aws_iam_role.Backdoor', { name: 'backdoor', assume_role_policy: JSON.stringify(trust) }),
    create('aws_iam_role_policy_attachment.Backdoor', {
      role: 'backdoor',
      policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
    create('aws_iam_user.Backdoor', { name: 'backdoor' }),
    create('aws_iam_access_key.Backdoor', { user: 'backdoor' }),
    create('aws_key_pair.Backdoor', { key_name: 'a', public_key: 'ssh-ed25519 AAAA' }),
    create('aws_lambda_function_url.Backdoor', { authorization_type: 'NONE' }),
    create('aws_lambda_permission.Backdoor', { action: 'lambda:InvokeFunctionUrl', principal: '*' }),
    {
      address: 'aws_iam_role.Bounded',
      actions: ['update'],
      before: { permissions_boundary: 'arn:aws:iam::123456789012:policy/most' },
      after: { permissions_boundary: '' },
    },
  ];
  const updates = Array.from({ length: 900 }, (_, index) => ({
    address: `aws_sns_topic.Topic${index}`,
    actions: ['update'],
    before: { display_name: 'x'.repeat(300) },
    after: { display_name: 'y'.repeat(300) },
  }));

  test('is on top, whatever else the plan holds', () => {
    const lost = Array.from({ length: 900 }, (_, index) => ({
      address: `aws_efs_file_system.World${index}`,
      actions: ['delete'],
    }));
    const page = planPage([stackOf([...updates, ...lost, ...handedOver])], undefined, ['valheim']);

    expect(page.length).toBeLessThanOrEqual(PAGE_LIMIT);
    expect(page).toContain('lines are left out');
    const top = page.slice(page.indexOf(TITLE), page.indexOf('Could not be planned')).split('\n');
    expect(top.filter((line) => line.startsWith('> - '))).toEqual([
      '> - <code>minecraft</code>: <code>aws_iam_role_policy_attachment.Backdoor</code> gives the rights of an administrator (arn:aws:iam::aws:policy/AdministratorAccess)',
      '> - <code>minecraft</code>: <code>aws_iam_role.Backdoor</code> lets account 999999999999 in: check that it is yours',
      '> - <code>minecraft</code>: <code>aws_lambda_function_url.Backdoor</code> is a public URL: everybody may call the function',
      '> - <code>minecraft</code>: <code>aws_lambda_permission.Backdoor</code> lets everybody call the function',
      '> - <code>minecraft</code>: <code>aws_iam_user.Backdoor</code> is a new user of the account',
      '> - <code>minecraft</code>: <code>aws_iam_access_key.Backdoor</code> is a new access key, which never expires',
      '> - <code>minecraft</code>: <code>aws_key_pair.Backdoor</code> is an SSH key that opens instances',
      '> - <code>minecraft</code>: <code>aws_iam_role.Bounded</code> loses its permissions boundary',
    ]);
  });

  test('is not pushed out by many of a lesser kind', () => {
    const keys = Array.from({ length: 1_000 }, (_, index) => create(`aws_key_pair.Key${index}`, { key_name: 'a' }));
    const page = planPage([stackOf([...keys, ...handedOver])]);

    expect(page).toContain('aws_iam_role_policy_attachment.Backdoor</code> gives the rights');
    expect(page).toMatch(/_\d+ more lines are left out here\._/);
  });

  test.each(['everything-new', 'unchanged', 'harmless', 'new-image', 'zone-added', 'volume-renamed', 'port-opened'])(
    'is not in %s',
    (variant) => {
      expect(pageOf(variant)).not.toContain(TITLE);
    },
  );
});

describe('with the paths that the pull request changes', () => {
  const page = (...paths: string[]) => planPage([stackOf([])], undefined, [], paths);

  test('says on top that it counts only for the config, and which other files change', () => {
    const others = [
      'cli/review/page.ts',
      'config/.terraform.lock.hcl',
      '.github/workflows/plan.yml',
      'config/a.yaml.ts',
    ];

    expect(page('config/base.yaml', ...others).slice(0, 500)).toContain(
      '> [!CAUTION]\n> **Do not rely on this page**\n>\n> It counts only where nothing but YAML files in `config/` changes',
    );
    for (const path of others) expect(page(...others)).toContain(`> - <code>${path}</code>`);
    expect(page('config/base.yaml', ...others)).not.toContain('config/base.yaml');
  });

  test('says that nothing else changes', () => {
    expect(page('config/base.yaml', 'config/leaves/minecraft.yml')).toContain(
      '> [!NOTE]\n> Nothing but YAML files in `config/` changes.',
    );
  });

  test('does not rely on an empty list', () => {
    expect(page()).toContain('**Do not rely on this page**');
    expect(page()).toContain('> - which files change is not known');
  });

  test('shows thirty paths, and how many more there are', () => {
    const text = page(...Array.from({ length: 5_000 }, (_, index) => `src/${index}.ts`));

    expect(text.match(/<code>src/g)).toHaveLength(30);
    expect(text).toContain('> - and 4970 more');
  });

  test('says nothing of it without a list', () => {
    expect(planPage([stackOf([])])).not.toMatch(/Do not rely|Nothing but YAML/);
  });
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

describe('a flood', () => {
  const TABLE = '| stack | create | change | replace | destroy | |';
  const create = (address: string, after: object): ChangeOfPlan => ({ address, actions: ['create'], after });
  const times = <Item>(count: number, item: (index: number) => Item) =>
    Array.from({ length: count }, (_, index) => item(index));
  const port = (name: string, from: number, protocol = 'tcp') =>
    create(`aws_vpc_security_group_ingress_rule.${name}`, {
      ip_protocol: protocol,
      from_port: from,
      to_port: from,
      cidr_ipv4: '0.0.0.0/0',
    });
  const policy = (statement: object) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Resource: '*', ...statement }] });
  const box = (page: string, title: string) => {
    const from = page.indexOf(`> **${title}**`);
    expect(from).toBeGreaterThan(0);
    return page.slice(from, page.indexOf('\n> [!', from) > 0 ? page.indexOf('\n> [!', from) : page.indexOf(TABLE));
  };
  /** Lines of a box, those that it only counts included. */
  const counted = (text: string) =>
    (text.match(/^> - /gm) ?? []).length + Number(/_(\d+) more lines are left out here\._/.exec(text)?.[1] ?? 0);

  test('of 900 ports is one line, and all stacks are in the table', () => {
    const leaves = times(30, (index) => stackOf([port('Game', 25_565)], `leaf${index}`));
    const page = planPage([
      stackOf([], 'base'),
      ...leaves,
      stackOf(
        times(900, (index) => port(`P${index}`, 20_000 + index)),
        'z',
      ),
    ]);

    expect(page).toContain(
      '> - <code>z</code>: <code>aws_vpc_security_group_ingress_rule.P0</code> and 899 others open TCP 20000–20899 (900 ports) to the internet (0.0.0.0/0)',
    );
    for (const { stack } of leaves) expect(page).toContain(`| <code>${stack}</code> | 1 |  |  |  |  |`);
    expect(page).toContain('| <code>z</code> | 900 |  |  |  |  |');
    expect(page.match(/opens? TCP/g)).toHaveLength(31);
  });

  test('of ports that cannot be joined, in many leaves, hides neither SSH nor the table', () => {
    const leaves = times(200, (index) =>
      stackOf(
        [
          ...times(20, (each) => port(`T${each}`, 20_000 + 2 * each)),
          ...times(20, (each) => port(`U${each}`, 20_000 + 2 * each, 'udp')),
        ],
        `leaf${index}`,
      ),
    );
    const page = planPage([...leaves, stackOf([port('Hidden', 22)], 'z')]);

    expect(page.length).toBeLessThanOrEqual(PAGE_LIMIT);
    const ports = box(page, 'Grants more access than before');
    expect(ports.split('\n')[2]).toBe(
      '> - <code>z</code>: <code>aws_vpc_security_group_ingress_rule.Hidden</code> opens TCP 22 (SSH) to the internet (0.0.0.0/0)',
    );
    expect(counted(ports)).toBe(401);
    for (const { stack } of leaves) expect(page).toContain(`| <code>${stack}</code> | 40 |  |  |  |  |`);
  });

  test('of everything at once, full of characters that become long, hides no list, and the counts are exact', () => {
    const name = (text: string, index: number) => `${text}["${'`|@'.repeat(60)}${index}"]`;
    const role = { Action: 'sts:AssumeRole', Principal: { AWS: '999999999999' } };
    const many = [
      ...times(1_000, (index) => create(`aws_key_pair.${name('K', index)}`, { public_key: String(index) })),
      ...times(1_000, (index) => create(`aws_iam_role.${name('R', index)}`, { assume_role_policy: policy(role) })),
      ...times(1_000, (index) =>
        create(`aws_iam_role_policy.${name('A', index)}`, { policy: policy({ Action: '*' }) }),
      ),
      ...times(1_000, (index) => create(`aws_lambda_function_url.${name('F', index)}`, { authorization_type: 'NONE' })),
      ...times(1_000, (index) => ({ address: `aws_efs_file_system.${name('V', index)}`, actions: ['delete'] })),
      ...times(1_000, (index) => port(name('P', index), 20_000 + 2 * index)),
      ...times(1_000, (index) => ({ ...port(name('X', index), 1), unknown: { cidr_ipv4: true } })),
      ...times(1_000, (index) => ({
        address: `aws_sns_topic_policy.${name('T', index)}`,
        actions: ['update'],
        before: { policy: policy({ Action: 'sns:Publish', Principal: { AWS: '111111111111' } }) },
        after: { policy: policy({ Action: 'sns:*', Principal: { AWS: '111111111111' } }) },
      })),
      port('Hidden', 22),
    ];
    const leaves = times(150, (index) => stackOf([port('Game', 25_565)], `leaf${index}`));
    const unplanned = times(500, (index) => `new${index}`);
    const paths = times(500, (index) => `src/${'`|@'.repeat(60)}${index}.ts`);

    const page = planPage([stackOf(many, 'z'), ...leaves], undefined, unplanned, paths);

    expect(page.length).toBeLessThanOrEqual(PAGE_LIMIT);
    expect(page).toContain('> - and 470 more');
    const critical = box(page, 'Lets somebody in, or gives them the rights of an administrator');
    for (const kind of [
      'gives the rights of an administrator',
      'lets account 999999999999 in',
      'is a public URL',
      'is an SSH key',
    ]) {
      expect(critical).toContain(kind);
    }
    expect(counted(box(page, 'Could not be planned'))).toBe(500);
    expect(counted(box(page, './cm deploy refuses this'))).toBe(1_000);
    const widened = box(page, 'Grants more access than before');
    expect(widened).toContain('Hidden</code> opens TCP 22 (SSH) to the internet');
    expect(widened).toContain('> - <code>z</code>: <code>aws_sns_topic_policy');
    const rows = tableRows(page).filter((row) => /^\| <code>(leaf\d+|z)<\/code>/.test(row));
    expect(rows).toHaveLength(151);
  });

  test('finds all lists with room, since together they have less than the page', () => {
    const kinds = criticalAccess([]).length;
    const room = Object.values(ROOM).reduce((sum, each) => sum + each, 0) + (kinds - 1) * ROOM.critical;

    // the rest is for the first lines, and what says that lines are left out
    expect(room).toBeLessThanOrEqual(PAGE_LIMIT - 400);
  });

  test('of stacks leaves out those that lose nothing', () => {
    const leaves = times(2_500, (index) => stackOf([create('aws_sns_topic.It', {})], `leaf${index}`));
    const lost = stackOf([{ address: 'aws_sns_topic.It', actions: ['delete'], before: {} }], 'z');
    const page = planPage([...leaves, lost]);

    expect(page.length).toBeLessThanOrEqual(PAGE_LIMIT);
    expect(page).toContain('| <code>z</code> |  |  |  | 1 |  |');
    expect(page).toMatch(/_\d+ more lines are left out here\._/);
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
