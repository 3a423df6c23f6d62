import { type PlayerQueryEnvironment } from '../../lambdas/player-query/contract';
import { burstable, defaultCpuCredits, hasCpuCredits } from '../../modules/aws/cpu-credits';
import { type Price, PRICES, type Prices, pricesIn } from '../../modules/aws/prices/prices';
import { VOLUME_TAG } from '../../modules/aws/storage-types';

const SECONDS_AN_HOUR = 3_600;
/** Of player-query, while its leaf is awake: modules/leaf/player-query.ts. */
const RUNS_AN_HOUR = 60;

/** What costs money in a stack's cdk.tf.json. */
export interface StackPlan {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

export interface CostProps {
  /** By the name of the stack. */
  readonly plans: Readonly<Record<string, StackPlan>>;
  /** GB stored in each volume. */
  readonly gigabytes: number;
  /** Hours a month that each leaf is awake. */
  readonly hours: number;
  /** `Region` of base.yaml, whose prices are taken where they are known. */
  readonly region: string;
  /** $ an hour of instance types, which a person gave; they go before those of the price list. @default none */
  readonly prices?: InstancePrices;
}

export type InstancePrices = Readonly<Record<string, number>>;

export interface CostLine {
  /** A stack, or `(account)` for what is free up to a limit in the account. */
  readonly stack: string;
  readonly item: string;
  /** $ a month, awake or not. */
  readonly asleep: number;
  /** $ more for the hours awake; undefined when nobody knows the price of the instance type. */
  readonly awake: number | undefined;
  /** The Region whose price it is, where it is not the price of the stacks' own. */
  readonly priceOf?: string;
  /** It is the most that may be added, and in no sum. */
  readonly atMost?: true;
  /** It is paid in place of the line of the first instance type, and in no sum. */
  readonly instead?: true;
}

/** What the stacks cost in a month, line by line. */
export function costLines(props: CostProps): CostLine[] {
  const plans = Object.entries(props.plans);
  return [
    ...plans.flatMap(([stack, plan]) => [
      ...zoneLines(stack, plan),
      ...volumeLines(stack, plan, props),
      ...hostLines(stack, plan, props),
      ...queryLines(stack, plan, props),
    ]),
    ...sharedLines(
      plans.map(([, plan]) => plan),
      props,
    ),
  ];
}

/** For an hour of an instance type; undefined when neither a person nor the price list says it. */
export function instancePrice(type: string, region: string, given: InstancePrices = {}): Price | undefined {
  const dollars = given[type];
  return dollars === undefined ? pricesIn(region).instance(type) : { dollars, region };
}

/** Instance types without a known price, each once: of the stacks, and of those that a person compares. */
export function unpricedTypes(
  { plans, region, prices }: Pick<CostProps, 'plans' | 'region' | 'prices'>,
  compared: readonly string[],
): string[] {
  const deployed = Object.values(plans).flatMap((plan) =>
    hostsOf(plan).flatMap(({ type, fallbacks }) => [type, ...fallbacks]),
  );
  return [...new Set([...deployed, ...compared])].filter((type) => instancePrice(type, region, prices) === undefined);
}

/** Instance types of the stacks, each once, that EC2 bills for CPU above their baseline. */
export function surplusTypes(plans: CostProps['plans']): string[] {
  const hosts = Object.values(plans)
    .flatMap(hostsOf)
    .flatMap((host) => [host, ...fallbackHosts(host)]);
  const billed = hosts.filter(({ type, cpuCredits }) => hasCpuCredits(type) && cpuCredits === 'unlimited');
  return [...new Set(billed.map(({ type }) => type))];
}

/** Whether one of the stacks asks its game. */
export function asksGame(plans: CostProps['plans']): boolean {
  return Object.values(plans).some((plan) => queriesOf(plan).length > 0);
}

function zoneLines(stack: string, plan: StackPlan): CostLine[] {
  // the hosted zone is the user's and in no plan; the subscription to its query log is
  const zones = Math.min(1, resourcesOf(plan, 'aws_cloudwatch_log_subscription_filter').length);
  return zones === 0
    ? []
    : [{ stack, item: 'hosted zone, which you already have', asleep: PRICES.hostedZone, awake: 0 }];
}

function volumeLines(stack: string, plan: StackPlan, { gigabytes, region }: CostProps): CostLine[] {
  const backedUp = JSON.stringify(plan.resource?.aws_backup_selection ?? {});
  const prices = pricesIn(region);
  return resourcesOf(plan, 'aws_efs_file_system').flatMap(([id, fileSystem]) => {
    const volume = tagsOf(fileSystem)[VOLUME_TAG] ?? id;
    const oneZone = fileSystem.availability_zone_name !== undefined;
    const price = prices.of(oneZone ? 'efsOneZone' : 'efsStandard');
    if (fileSystem.throughput_mode !== 'bursting') {
      throw new Error(`the price of the throughput of ${stack}'s ${id} is unknown: it is not bursting`);
    }
    const backup = prices.of('backup');
    return [
      {
        stack,
        item: `${volume}: ${gigabytes} GB ${oneZone ? 'in one zone' : 'in several zones'}`,
        asleep: gigabytes * price.dollars,
        awake: 0,
        ...elsewhere(prices, price),
      },
      { stack, item: `${volume}: throughput (bursting)`, asleep: 0, awake: 0 },
      ...(backedUp.includes(`aws_efs_file_system.${id}.arn`)
        ? [
            {
              stack,
              item: `${volume}: backups, ${gigabytes} GB (changes while they are kept cost more)`,
              asleep: gigabytes * backup.dollars,
              awake: 0,
              ...elsewhere(prices, backup),
            },
          ]
        : []),
    ];
  });
}

function hostLines(stack: string, plan: StackPlan, { hours, region, prices: given }: CostProps): CostLine[] {
  const month = hours / PRICES.hoursPerMonth;
  const prices = pricesIn(region);
  const gp3 = prices.of('gp3');
  const metric = prices.of('metric');
  return hostsOf(plan).flatMap((host) => {
    const { type, fallbacks, template } = host;
    const price = instancePrice(type, region, given);
    const gigabytes = diskGigabytes(template);
    const awake = (item: string, dollars: number | undefined, of?: Price) => ({
      stack,
      item,
      asleep: 0,
      awake: dollars,
      ...elsewhere(prices, of),
    });
    return [
      awake(`instance ${type}`, price && price.dollars * hours, price),
      ...fallbacks.map((fallback) => {
        const own = instancePrice(fallback, region, given);
        const item = `on ${fallback} where AWS has none of those before it: instead, not in the sum`;
        return { ...awake(item, own && own.dollars * hours, own), instead: true as const };
      }),
      ...[host, ...fallbackHosts(host)].flatMap((one) => surplusLines(stack, one, hours, prices)),
      awake('public IPv4 address', PRICES.publicIpv4 * hours),
      awake(`root disk, ${gigabytes} GB`, gigabytes * gp3.dollars * month, gp3),
      awake('detailed monitoring', metric.dollars * PRICES.detailedMonitoringMetrics * month, metric),
    ];
  });
}

function queryLines(stack: string, plan: StackPlan, { hours, region }: CostProps): CostLine[] {
  const prices = pricesIn(region);
  const metric = prices.of('metric');
  return queriesOf(plan).map(({ metrics }) => {
    const kept = metrics * metric.dollars * (hours / PRICES.hoursPerMonth);
    const calls = RUNS_AN_HOUR * hours * (PRICES.putMetricDataThousand / 1_000);
    const item = `player-query: ${metrics === 1 ? '1 metric' : `${metrics} metrics`}, sent each minute`;
    return { stack, item, asleep: 0, awake: kept + calls, ...elsewhere(prices, metric) };
  });
}

/** The functions that ask a game: how many metrics each sends, and its memory. */
function queriesOf(plan: StackPlan): { readonly metrics: number; readonly gigabytes: number }[] {
  return resourcesOf(plan, 'aws_lambda_function').flatMap(([, { environment, memory_size: megabytes }]) => {
    // a cast, since JSON has no types: modules/aws/lambda-function.ts makes it
    const { variables } = (environment ?? {}) as { variables?: Partial<PlayerQueryEnvironment> };
    if (variables?.QUERY_PROTOCOL === undefined) return [];
    // who plays, and whether somebody does
    return [{ metrics: variables.COUNTS_PLAYERS === 'true' ? 2 : 1, gigabytes: Number(megabytes) / 1_024 }];
  });
}

interface SurplusHost {
  readonly type: string;
  /** `standard` or `unlimited`. */
  readonly cpuCredits: unknown;
}

/** What an instance adds that is busy all the time: each wake-up begins without credits. */
function surplusLines(stack: string, { type, cpuCredits }: SurplusHost, hours: number, prices: Prices): CostLine[] {
  const size = cpuCredits === 'unlimited' ? burstable(type) : undefined;
  if (size === undefined) return [];
  const price = prices.surplus(type);
  const item = `if all ${size.vcpus} vCPUs of ${type} are busy: at most, not in the sum`;
  const awake = size.vcpus * (1 - size.baseline) * price.dollars * hours;
  return [{ stack, item, asleep: 0, awake, atMost: true, ...elsewhere(prices, price) }];
}

/** Of a price that is not the Region's own. */
function elsewhere({ region }: Prices, price: Price | undefined): Pick<CostLine, 'priceOf'> {
  return price === undefined || price.region === region ? {} : { priceOf: price.region };
}

function hostsOf(plan: StackPlan) {
  return resourcesOf(plan, 'aws_launch_template').map(([, template]) => ({
    type: String(template.instance_type),
    fallbacks: fallbacksOf(plan),
    cpuCredits: cpuCreditsOf(template),
    template,
  }));
}

/** The instance types of a stack's group after the first. */
function fallbacksOf(plan: StackPlan): string[] {
  return resourcesOf(plan, 'aws_autoscaling_group').flatMap(([, { mixed_instances_policy: policy }]) => {
    // a cast, since JSON has no types: modules/leaf/ecs-asg.ts makes it
    const { launch_template: { override = [] } = {} } = (policy ?? {}) as {
      launch_template?: { override?: { instance_type: string }[] };
    };
    return override.slice(1).map(({ instance_type: type }) => type);
  });
}

/** The host on each of its fallback types. */
function fallbackHosts({ fallbacks, template }: ReturnType<typeof hostsOf>[number]): SurplusHost[] {
  return fallbacks.map((type) => ({ type, cpuCredits: cpuCreditsOf({ ...template, instance_type: type }) }));
}

function cpuCreditsOf({
  instance_type: type,
  credit_specification: credits,
}: Readonly<Record<string, unknown>>): unknown {
  // a cast, since JSON has no types: modules/leaf/ecs-asg/host-template.ts makes it
  return (credits as { cpu_credits: string } | undefined)?.cpu_credits ?? defaultCpuCredits(String(type));
}

/** What is free up to a limit in the whole account. */
function sharedLines(plans: readonly StackPlan[], { hours, region }: CostProps): CostLine[] {
  const alarms = plans.flatMap((plan) => resourcesOf(plan, 'aws_cloudwatch_metric_alarm'));
  const metrics = alarms.reduce((sum, [, alarm]) => sum + alarmMetrics(alarm), 0);
  const dashboards = plans.flatMap((plan) => resourcesOf(plan, 'aws_cloudwatch_dashboard')).length;
  const { freeAlarmMetrics, freeDashboards } = PRICES;
  const prices = pricesIn(region);
  const alarmMetric = prices.of('alarmMetric');
  const beyond = (count: number, free: number, price: number) => Math.max(0, count - free) * price;
  return [
    {
      stack: '(account)',
      item: `${metrics} alarm metrics, ${freeAlarmMetrics} of them free`,
      asleep: beyond(metrics, freeAlarmMetrics, alarmMetric.dollars),
      awake: 0,
      ...elsewhere(prices, alarmMetric),
    },
    {
      stack: '(account)',
      item: `dashboards: ${dashboards}, ${freeDashboards} of them free`,
      asleep: beyond(dashboards, freeDashboards, PRICES.dashboard),
      awake: 0,
    },
    ...lambdaLines(plans, hours),
  ];
}

/** As if each run took its whole minute, as it does while the game loads; later it takes a second or so. */
function lambdaLines(plans: readonly StackPlan[], hours: number): CostLine[] {
  const queries = plans.flatMap(queriesOf);
  if (queries.length === 0) return [];
  const { freeLambdaGbSeconds: free, lambdaGbSecond } = PRICES;
  const used = queries.reduce((sum, { gigabytes }) => sum + gigabytes * hours * SECONDS_AN_HOUR, 0);
  return [
    {
      stack: '(account)',
      item: `player-query: at most ${Math.ceil(used)} GB-seconds of Lambda, ${free} of them free`,
      asleep: 0,
      awake: Math.max(0, used - free) * lambdaGbSecond,
    },
  ];
}

// an alarm on metric math is billed for each metric that its expression reads
function alarmMetrics({ metric_query: queries }: Readonly<Record<string, unknown>>): number {
  if (!Array.isArray(queries)) return 1;
  return queries.filter((query: object) => 'metric' in query).length;
}

function diskGigabytes({ block_device_mappings: mappings }: Readonly<Record<string, unknown>>): number {
  // a cast, since JSON has no types: modules/leaf/ecs-asg/host-template.ts makes it
  return (mappings as { ebs: { volume_size: number } }[]).reduce((sum, { ebs }) => sum + ebs.volume_size, 0);
}

function tagsOf({ tags }: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return typeof tags === 'object' && tags !== null ? Object.fromEntries(Object.entries(tags)) : {};
}

function resourcesOf({ resource }: StackPlan, type: string): [string, Readonly<Record<string, unknown>>][] {
  return Object.entries(resource?.[type] ?? {});
}
