import { storyOf } from './evening/story';
import { GameEvening } from './game-evening/game-evening';
import { playing } from './game-evening/playing';
import { waking } from './game-evening/waking';

storyOf('an evening with a real game', () => GameEvening.begin(), waking, playing);
