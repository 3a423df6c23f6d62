import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { gamesText } from './games-text';

/** Generates the list of games that can be asked: `npm run query-games`. */
writeFileSync(join(__dirname, 'games.ts'), gamesText());
