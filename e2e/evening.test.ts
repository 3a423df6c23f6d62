import { deployment, preparation } from './evening/deployment';
import { ending } from './evening/ending';
import { Evening } from './evening/evening';
import { faults } from './evening/faults';
import { maintenance } from './evening/maintenance';
import { playing } from './evening/playing';
import { steps } from './steps';

describe('the evening', () => {
  let evening: Evening | undefined;

  beforeAll(async () => {
    evening = await Evening.begin();
  });
  afterAll(() => evening?.end());

  const step = steps(() => evening!);
  preparation(step);
  deployment(step);
  playing(step);
  faults(step);
  maintenance(step);
  ending(step);
});
