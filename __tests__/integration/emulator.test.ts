import { type Emulator, startEmulator } from '../../e2e/emulator/emulator';
import { describeWithMoto } from '../support/moto';
import { alarmActions } from './emulator/alarm-actions';
import { scalingPolicies } from './emulator/scaling-policies';
import { terminations } from './emulator/terminations';

describeWithMoto('what moto lacks and the emulator has', () => {
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
});
