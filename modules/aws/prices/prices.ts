import { type Figure, type PriceList, type RegionPrices } from './price-list';
import list from './region-prices.json';

/**
 * What costs the same in every Region, in $ without taxes, what is free, and how AWS counts. The prices of each Region are in region-prices.json,
 * which `npm run prices` writes. Left out are the free tier of new accounts and what costs cents at most: logs, Lambda but for player-query, SNS,
 * the state, traffic within the free 100 GB.
 */
export const PRICES = {
  /**
   * For an hour, in all Regions: https://aws.amazon.com/vpc/pricing/,
   * https://aws.amazon.com/blogs/aws/new-aws-public-ipv4-address-charge-public-ip-insights/
   */
  publicIpv4: 0.005,
  /** For a month, each of the first 25: https://aws.amazon.com/route53/pricing/ */
  hostedZone: 0.5,
  /** For a million queries of a zone, up to a billion a month: https://aws.amazon.com/route53/pricing/ */
  dnsQueriesMillion: 0.4,
  /** For a month, and what is free in an account: https://aws.amazon.com/cloudwatch/pricing/ */
  freeAlarmMetrics: 10,
  dashboard: 3,
  freeDashboards: 3,
  /** For a GB that is written to a log in us-east-1, where Route 53 writes its query logs: https://aws.amazon.com/cloudwatch/pricing/ */
  logsGigabyte: 0.5,
  /**
   * An instance has seven:
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ec2-metricscollected.html
   */
  detailedMonitoringMetrics: 7,
  /** For 1,000 calls of PutMetricData; the million that is free in an account is not taken off: https://aws.amazon.com/cloudwatch/pricing/ */
  putMetricDataThousand: 0.01,
  /** For a million invocations of functions, for a GB-second on ARM, and what is free in an account each month: https://aws.amazon.com/lambda/pricing/ */
  invocationsMillion: 0.2,
  lambdaGbSecond: 0.0000133334,
  freeLambdaGbSeconds: 400_000,
  /** For a million requests of an HTTP API in us-east-1, of at most 512 KB each: https://aws.amazon.com/api-gateway/pricing/ */
  httpApiMillion: 1,
  /** For a GB that leaves AWS in us-east-1; the 100 GB that are free in an account are not taken off: https://aws.amazon.com/ec2/pricing/on-demand/ */
  trafficGigabyte: 0.09,
  hoursPerMonth: 730,
} as const;

/** AWS's prices of the other instance types. */
export const INSTANCE_PRICES_PAGE = 'https://aws.amazon.com/ec2/pricing/on-demand/';

/** The Region whose prices are taken where the list has none of another Region. */
export const REFERENCE_REGION = 'us-east-1';

/** A price in $, and the Region that it is the price of. */
export interface Price {
  readonly dollars: number;
  readonly region: string;
}

/** The prices of a Region, with those of us-east-1 for what is not known of it. */
export interface Prices {
  readonly region: string;
  /** When the newest of its prices was looked up, e.g. `2026-11-22`; of us-east-1 where none of its own is known. */
  readonly asOf: string;
  /** Whether all that is asked of it is of us-east-1. */
  readonly isBorrowed: boolean;
  of(figure: Figure): Price;
  /** For an hour, Linux on demand; undefined for a type that is not in the list. */
  instance(type: string): Price | undefined;
  /** For a vCPU and hour above the baseline of a type with CPU credits. */
  surplus(type: string): Price;
}

/** @param prices tests hand in others */
export function pricesIn(region: string, prices: PriceList = list): Prices {
  const reference = prices[REFERENCE_REGION];
  if (reference === undefined) throw new Error(`region-prices.json has no prices of ${REFERENCE_REGION}`);
  const own = prices[region];
  /** The Region's own price, or the reference's. */
  const either = (read: (from: RegionPrices) => number | undefined): Price | undefined => {
    const ownPrice = own && read(own);
    if (ownPrice !== undefined) return { dollars: ownPrice, region };
    const price = read(reference);
    return price === undefined ? undefined : { dollars: price, region: REFERENCE_REGION };
  };
  const known = (name: string, price: Price | undefined): Price => {
    if (price === undefined) throw new Error(`region-prices.json has no price '${name}' of ${REFERENCE_REGION}`);
    return price;
  };
  return {
    region,
    asOf: (own ?? reference).asOf,
    isBorrowed: own === undefined,
    of: (figure) =>
      known(
        figure,
        either(({ figures }) => figures[figure]),
      ),
    instance: (type) => {
      const [family, size] = typeParts(type);
      return either(({ instances }) => instances[family]?.[size]);
    },
    surplus: (type) => {
      const [family] = typeParts(type);
      return known(
        family,
        either(({ surplusVcpuHour }) => surplusVcpuHour[family]),
      );
    },
  };
}

/** $ for an hour of an instance with its address and its disk, as `./cm cost` counts them; undefined for a type of unknown price. */
export function hourlyPrice(prices: Prices, type: string, diskGigabytes: number): Price | undefined {
  const instance = prices.instance(type);
  if (instance === undefined) return undefined;
  const gp3 = prices.of('gp3');
  const disk = (diskGigabytes * gp3.dollars) / PRICES.hoursPerMonth;
  return {
    dollars: instance.dollars + PRICES.publicIpv4 + disk,
    // most of it is the instance, but a figure that is not all the Region's own says so
    region: gp3.region === instance.region ? instance.region : REFERENCE_REGION,
  };
}

function typeParts(type: string): [family: string, size: string] {
  const [family = '', size = ''] = type.split('.');
  return [family, size];
}
