import { type Emulator, startEmulator } from '../../../e2e/emulator/emulator';
import { alarmActions } from './with-moto/cloudwatch';
import { hosts } from './with-moto/hosts';
import { runningTasks } from './with-moto/ecs-running-tasks';
import { roleSessions } from './with-moto/role-sessions';
import { launchTypes } from './with-moto/launch-types';
import { snsFunctions } from './with-moto/sns-functions';
import { scalingActivities } from './with-moto/auto-scaling-activities';
import { launches } from './with-moto/auto-scaling-launches';
import { scalingPolicies } from './with-moto/auto-scaling-policies';
import { terminations } from './with-moto/auto-scaling-terminations';

// Gaps that make calls of their own. One emulator for all tests, since moto takes long to start.
let emulator: Emulator | undefined;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator?.stop());

describe('alarms', () => {
  alarmActions(() => emulator!);
});
describe('scaling policies', () => {
  scalingPolicies(() => emulator!);
});
describe('terminations', () => {
  terminations(() => emulator!);
});
describe('launches', () => {
  launches(() => emulator!);
});
describe('running tasks', () => {
  runningTasks(() => emulator!);
});
describe('hosts', () => {
  hosts(() => emulator!);
});
describe('scaling activities', () => {
  scalingActivities(() => emulator!);
});
describe('types of instances', () => {
  launchTypes(() => emulator!);
});
describe('roles', () => {
  roleSessions(() => emulator!);
});
describe('functions that subscribe to topics', () => {
  snsFunctions(() => emulator!);
});
