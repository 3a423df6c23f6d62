import { LimitedEvening } from './evening/limited-evening';
import { limitedSteps } from './evening/limited-steps';
import { steps } from './evening/steps';

describe('An evening with a limit of minutes: told, refused, allowed more, woken', () => {
  let evening: LimitedEvening | undefined;

  beforeAll(async () => {
    evening = await LimitedEvening.begin();
  });
  afterAll(() => evening?.end());

  limitedSteps(steps(() => evening!));
});
