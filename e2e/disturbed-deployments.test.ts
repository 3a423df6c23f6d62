import { preparation } from './evening/deployment';
import { disturbedDeployments } from './evening/disturbed-deployments';
import { Evening } from './evening/evening';
import { killedDeployment } from './evening/killed-deployment';
import { steps } from './steps';

// As before an evening, but nothing goes smoothly.
describe('disturbed deployments', () => {
  let evening: Evening | undefined;

  beforeAll(async () => {
    evening = await Evening.begin();
  });
  afterAll(() => evening?.end());

  const step = steps(() => evening!);
  preparation(step);
  disturbedDeployments(step);
  killedDeployment(step);
});
