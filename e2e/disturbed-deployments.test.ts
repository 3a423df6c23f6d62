import { preparation } from './evening/deployment';
import { disturbedDeployments } from './evening/disturbed-deployments';
import { killedDeployment } from './evening/killed-deployment';
import { story } from './evening/story';

// as before an evening, but nothing goes smoothly
story('disturbed deployments', preparation, disturbedDeployments, killedDeployment);
