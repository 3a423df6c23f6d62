/** What is priced by Region beside instances, and in which unit. */
export type Figure =
  /** A GB and month of EFS in several zones, frequent access. Bursting throughput is included. */
  | 'efsStandard'
  /** The same in one zone. Absent where AWS has no One Zone. */
  | 'efsOneZone'
  /** A GB and month of EFS in a backup vault, not in cold storage; billed by the day. */
  | 'backup'
  /** A GB and month of a gp3 disk. */
  | 'gp3'
  /** A metric and month of an alarm. */
  | 'alarmMetric'
  /**
   * A metric and month, by the hour: of detailed monitoring, or a custom one. Ten are free in an account. They are not taken off in
   * `./cm cost`, since other instances of the account may use them: with one leaf alone this costs nothing.
   */
  | 'metric';

/** The prices of one Region, in $ without taxes. What is absent is not known, or AWS does not have it there. */
export interface RegionPrices {
  /** When they were looked up, e.g. `2026-11-22`. */
  readonly asOf: string;
  readonly figures: Readonly<Partial<Record<Figure, number>>>;
  /** For a vCPU and hour above the baseline in unlimited mode, by family of instance types, e.g. `t3`. */
  readonly surplusVcpuHour: Readonly<Record<string, number>>;
  /** For an hour, Linux on demand, by family and size, e.g. `m7i-flex` and `large`. */
  readonly instances: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** By Region. us-east-1 has all that is known. */
export type PriceList = Readonly<Record<string, RegionPrices>>;
