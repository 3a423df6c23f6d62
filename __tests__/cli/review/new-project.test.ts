import { deployedText, parseDeployed } from '../../../cli/review/plan-folder';
import { NO_CHANGES, planPage } from '../../../cli/review/page';
import { planOf } from '../support/plan';

const PLAN = [{ stack: 'base', plan: planOf([]) }];

test('is shouted on top of a page, with what exists and both cures, whatever a tag says', () => {
  const newProject = {
    name: 'games2',
    projects: [{ name: 'games', found: ['s3://states/games/base/terraform.tfstate', 'vpc-1\n> @you'] }],
    unasked: ['elasticfilesystem:DescribeFileSystems: not you (AccessDeniedException)'],
  };
  const deployed = parseDeployed(deployedText([], [], { newProject }));

  const page = planPage(PLAN, deployed);

  expect(deployed).toEqual({ stacks: [], keptFileSystems: [], newProject });
  expect(page).not.toContain(NO_CHANGES);
  expect(page.split('\n').slice(3, 9)).toEqual([
    '> [!CAUTION]',
    '> **A new project**',
    '>',
    '> - base of <code>games2</code> has no state, but there is <code>games</code> ' +
      '(<code>s3&#58;//states/games/base/terraform.tfstate</code>, <code>vpc-1↵&#62; &#64;you</code>). The plans below create everything a ' +
      'second time, with empty file systems.',
    '> - base of <code>games2</code> has no state, and calls that would show other projects were refused: ' +
      '<code>elasticfilesystem:DescribeFileSystems: not you (AccessDeniedException)</code>.',
    '> - ./cm deploy refuses this. Unless <code>games2</code> is new on purpose, put the old Name back. If it is, run ' +
      '<code>./cm deploy --new-project games2</code> on your computer before you merge.',
  ]);
  expect(page).not.toMatch(/^> @you/m);
});

test('names some of many projects', () => {
  const projects = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, found: ['vpc-1'] }));
  const newProject = { name: 'games', projects, unasked: [] };

  const page = planPage(PLAN, parseDeployed(deployedText([], [], { newProject })));

  expect(page).toContain('but there are <code>a</code> (<code>vpc-1</code>) and ');
  expect(page).toContain('<code>d</code> (<code>vpc-1</code>) and 2 more. The plans below');
  expect(page).not.toContain('<code>e</code>');
});

test('is not shown where base has a state, or nothing exists beside it', () => {
  expect(planPage(PLAN, parseDeployed('base\n'))).not.toContain('A new project');
  expect(planPage(PLAN, parseDeployed(''))).not.toContain('A new project');
});
