import { type WatchdogConfig } from '../../modules/config/types';
import { type SimulationProps, type Traffic } from '../../simulation/simulation';
import { type AskedGame } from '../support/asked-game';

export interface Scenario {
  /** What happens, for people. It leaves out: Threshold 2000, 7 MinutesWithoutConnections, 5 StartupGraceMinutes, woken at minute 0. */
  readonly title: string;
  readonly watchdog?: Partial<WatchdogConfig>;
  /** What is asked. Absent: the leaf has no Query. */
  readonly game?: AskedGame;
  readonly simulation: Partial<SimulationProps> & Pick<SimulationProps, 'minutes' | 'desiredCapacity'>;
  /** What must happen, and nothing else. */
  readonly happens: readonly string[];
}

// bytes per second: what arrives at a server that nobody uses, and what one player sends
export const BACKGROUND = 300;
const PLAYER = 8000;

export const nobody: Traffic = { fromClients: BACKGROUND, fromFileSystems: 0 };
export const player: Traffic = { fromClients: PLAYER, fromFileSystems: 0 };
export const hours = (count: number) => count * 60;
/** A mod pack that loads for 14 minutes, one of them before the instance is in service. */
export const loadingPack = (_: number, sinceStart: number): Traffic => ({
  fromClients: sinceStart < 13 ? 400 : BACKGROUND,
  fromFileSystems: 0,
});
