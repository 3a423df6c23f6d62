import { CRASH_NOTE } from '../../lambdas/shared/told-tags';
import { PROJECT } from '../deployed/project-in-emulator';
import { assertSucceeded } from '../project-copy/cm-run';
import { type Step } from './steps';
import { shell } from './shell';
import { expectEmptyPlans } from './empty-plans';
import { changesOf, type Evening, HOST_NAME } from './evening';
import { readDiff } from './terraform-diff';

const YAML = 'config/leaves/minecraft.yaml';
const PORT_CHANGES = [
  'delete aws_vpc_security_group_ingress_rule.SecurityGroups_InstanceTcp25565',
  'create aws_vpc_security_group_ingress_rule.SecurityGroups_InstanceTcp25566',
  'replace aws_ecs_task_definition.Container',
  'update aws_ecs_service.EcsAsg_Service',
  'update aws_lambda_function.AsgStateChangeHook_Function',
];
const PORT_ATTRIBUTES = [
  'aws_ecs_service.EcsAsg_Service ~ task_definition (known after apply)',
  // the emulator answers with these empty attributes, though nobody set them
  'aws_ecs_task_definition.Container - configure_at_launch false',
  'aws_ecs_task_definition.Container - tags {}',
  'aws_ecs_task_definition.Container - volumesFrom []',
  'aws_ecs_task_definition.Container ~ containerPort 25565 -> 25566',
  'aws_ecs_task_definition.Container ~ hostPort 25565 -> 25566',
  'aws_lambda_function.AsgStateChangeHook_Function ~ PORTS "25565/tcp" -> "25566/tcp"',
  'output ~ ports "25565/tcp" -> "25566/tcp"',
];

/** Somebody deploys a change of minecraft while people play. */
export function maintenance(step: Step<Evening>): void {
  step(
    'when a port changes in the YAML of minecraft, which is awake and held, cdktf diff shows only that change',
    change,
    6,
  );
  step('deploy changes only the port, and minecraft stays awake and held', deploy, 6);
  step('a plan of all stacks is empty', expectEmptyPlans, 6);
  step('a hold keeps minecraft awake when nobody is connected and when the container crashes', crashWhileHeld);
  step('after ./cm release a crash puts minecraft to sleep', release);
}

async function change({ system, minecraft }: Evening): Promise<void> {
  const { copy } = system;
  // the crash was more than five minutes ago
  await minecraft.forget(CRASH_NOTE);
  await system.logQueries([{ name: HOST_NAME }]);
  await minecraft.sendGroupEvent('launched', (await minecraft.host()).id);
  assertSucceeded(await copy.cm(['hold', 'minecraft']));
  copy.write(YAML, copy.read(YAML).replace('TCP: 25565', 'TCP: 25566'));

  const output = await shell(system, 'npx cdktf diff minecraft');

  expect(readDiff(output)).toEqual({ resources: [...PORT_CHANGES].sort(), attributes: PORT_ATTRIBUTES });
}

async function deploy(evening: Evening): Promise<void> {
  const { system, minecraft } = evening;
  const before = await minecraft.hosts();
  expect(before).toHaveLength(1);

  const run = await system.copy.cm(['deploy', 'minecraft', '--yes', '--json']);

  assertSucceeded(run);
  expect(changesOf(run.stdout)).toEqual(PORT_CHANGES.map((line) => `minecraft ${line}`).sort());
  await expect(minecraft.desired()).resolves.toBe(1);
  await expect(minecraft.hosts()).resolves.toEqual(before);
  await expect(evening.record()).resolves.toBe(before[0]?.address);
  await expect(evening.mails()).resolves.toEqual({ players: [], admins: [] });
}

async function crashWhileHeld(evening: Evening): Promise<void> {
  await expect(evening.minecraft.alarmOnNoConnections()).resolves.toEqual([]);
  await expect(evening.minecraft.sendTaskStopped(1)).resolves.toEqual([]);

  await expect(evening.minecraft.desired()).resolves.toBe(1);
  await expect(evening.mails()).resolves.toEqual({ players: [], admins: [] });
}

async function release(evening: Evening): Promise<void> {
  assertSucceeded(await evening.system.copy.cm(['release', 'minecraft']));
  await evening.passHour('crash');

  await expect(evening.minecraft.sendTaskStopped(1)).resolves.toEqual([`${PROJECT}-minecraft-break-crash-loop`]);

  await expect(evening.minecraft.desired()).resolves.toBe(0);
  const mails = await evening.players.empty();
  expect(mails.map(({ subject }) => subject)).toEqual(['minecraft crashed with exit code 1']);
  expect(mails[0]?.text).toContain('This happened 1 more time since the e-mail of ');
  await expect(evening.admins.empty()).resolves.toEqual(mails);
}
