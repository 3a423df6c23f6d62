import { preparation } from './evening/deployment';
import { disturbedDeployments } from './evening/disturbed-deployments';
import { killedDeployment } from './evening/killed-deployment';
import { story } from './evening/story';

// the same leaves as in the evening, but their first deployments fail
story('disturbed deployments', preparation, disturbedDeployments, killedDeployment);
