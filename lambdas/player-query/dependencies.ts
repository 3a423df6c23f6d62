import { type Clock } from '../shared/clock';
import { type GroupState } from '../shared/group-state';
import { type Answer } from './answer';

/** All that the function knows and can do, so that its logic can be tried in a model of AWS. */
export interface Dependencies {
  readonly game: Game;
  readonly group: Group;
  readonly service: Service;
  readonly metrics: Metrics;
  readonly rule: { turnOff(): Promise<void> };
  readonly hook: Hook;
  readonly clock: Clock;
}

export interface Game {
  /** Whether its answer decides that nobody plays. */
  readonly countsPlayers: boolean;
  /** How long it may load. */
  readonly loadingMinutes: number;
  /**
   * Asks it once, within 8 seconds.
   *
   * @param address public IP address
   * @param wantsNames whether to ask for names too, which some games tell only then
   * @returns undefined where it does not answer, or its answer is of no use
   */
  ask(address: string, wantsNames: boolean): Promise<Answer | undefined>;
}

export interface Group {
  read(): Promise<GroupState>;
  /** Notes durably, in a tag of the group. */
  note(key: string, value: string): Promise<void>;
}

export interface Service {
  deployment(): Promise<Deployment>;
}

/** The newest deployment of the container's service. */
export interface Deployment {
  readonly id: string;
  readonly createdAt: Date;
  /** Whether a container of it runs, not still one of an earlier deployment. */
  readonly runs: boolean;
}

export interface Metrics {
  publish(word: Word, minutes: readonly Date[]): Promise<void>;
}

/** What a run says about a minute. */
export interface Word {
  /** Absent where the game does not say it. */
  readonly players?: number;
  readonly presence: 1 | 2;
}

export interface Hook {
  /** Tells the state change hook that the game answers, without waiting for it. */
  gameAnswers(): Promise<void>;
}
