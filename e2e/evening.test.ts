import { deployment, preparation } from './evening/deployment';
import { ending } from './evening/ending';
import { faults } from './evening/faults';
import { maintenance } from './evening/maintenance';
import { playing } from './evening/playing';
import { story } from './evening/story';

story('the evening', preparation, deployment, playing, faults, maintenance, ending);
