/**
 * What happens in a start, in the order in which it usually happens. Each is known from its own source; a step that nobody can know
 * any more is absent, and people are told "unknown".
 */
export const START_STEPS = [
  /** DNS was asked: the line of Route 53's query log. Only of a start that DNS began. */
  'asked',
  /** The switch was turned: the note of who woke it; of a person in the console AWS's words for the launch, to the second. */
  'switched',
  /** Auto Scaling began the launch: its scaling activity, to the second, as all times of Auto Scaling and EC2. */
  'launching',
  /** EC2 launched the instance: its LaunchTime. */
  'launched',
  /** The host has mounted the volumes: a line of its system log. Only with volumes. */
  'mounted',
  /** The host holds the lock on the volumes: a line of its system log. Only with volumes. */
  'locked',
  /** The instance is in service: the end of the scaling activity. */
  'inService',
  /** Its ECS agent registered: ECS's container instance. */
  'registered',
  /** ECS began to pull the image, and finished it: its task. */
  'pulling',
  'pulled',
  /** The container started: ECS's task. */
  'started',
  /** People can connect: the game answered; the state change hook saw that the HealthCheck passes; or the container runs (ReadyWhen). */
  'ready',
  /** Route 53 answers with the address on all its servers: GetChange, asked every 5 seconds. Only with a domain. */
  'inSync',
] as const;

export type StartStep = (typeof START_STEPS)[number];

/** One start of a leaf. */
export interface Start {
  readonly instanceId: string;
  /** The type that ran, e.g. `m7i-flex.large`. Absent: not known. */
  readonly instanceType?: string;
  /** Who woke it: `dns`, `cli`, `page`, `discord`. Absent: a person in the console, or not known. */
  readonly by?: string;
  readonly times: Readonly<Partial<Record<StartStep, Date>>>;
}

/** How long starts take, in seconds from the turned switch until people can connect. */
export interface UsualStart {
  readonly median: number;
  readonly shortest: number;
  readonly longest: number;
}
