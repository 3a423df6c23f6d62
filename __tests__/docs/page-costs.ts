import { DISCORD_ROUTES, MEMORY_MB, ROUTES } from '../../lambdas/start-page/contract';
import { PRICES } from '../../modules/aws/prices/prices';

const MONTH_SECONDS = PRICES.hoursPerMonth * 3_600;
/** The page is below 30 kB in gzip, by its own test. Every answer has its headers and TLS besides. */
const PAGE_BYTES = 30_000;
const ANSWER_BYTES = 1_000;
/** What a request takes that asks AWS for nothing, as every one of a stranger's. */
const STRANGER_SECONDS = 0.005;
/** What a friend's status takes with its calls to AWS, about. */
const FRIEND_SECONDS = 0.2;

/** Friends of an evening: each opens the page and sees a start of 3 minutes, then half an hour of who plays. One clicks. */
const FRIENDS = 4;
const POLLS = 60 / 5 + 120 / 10 + 1_800 / 30;

/**
 * A request is counted once for each 512 KB that it begins: https://aws.amazon.com/api-gateway/pricing/. Its payload is 10 MB at most:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html. Lambda takes 6 MB, and what API Gateway refuses for that may count too.
 */
const MOST_COUNTED = (10 * 1024) / 512;

interface Requests {
  readonly count: number;
  readonly bytes: number;
  readonly seconds: number;
  /** As how many requests API Gateway counts each. @default 1 */
  readonly counted?: number;
}

/** What requests cost, in $: API Gateway, the function and the traffic. Lambda logs nothing about them. */
export function costOfRequests({ count, bytes, seconds, counted = 1 }: Requests): number {
  const api = ((count * counted) / 1e6) * PRICES.httpApiMillion;
  const runs = (count / 1e6) * PRICES.invocationsMillion + count * seconds * (MEMORY_MB / 1024) * PRICES.lambdaGbSecond;
  return api + runs + (count * (bytes + ANSWER_BYTES) * PRICES.trafficGigabyte) / 1e9;
}

/** The table "What the start page costs" of docs/how-it-works.md, in Markdown, and the amounts of $ in it. */
export function pageCosts(): { readonly table: string; readonly amounts: readonly string[] } {
  const floods = Object.entries({ ...ROUTES, ...DISCORD_ROUTES }).map(([route, { rate }]) => {
    const count = rate * MONTH_SECONDS;
    const bytes = route.startsWith('GET') ? PAGE_BYTES : 0;
    const requests = { count, bytes, seconds: STRANGER_SECONDS };
    return {
      route,
      rate,
      count,
      cost: costOfRequests(requests),
      largest: costOfRequests({ ...requests, counted: MOST_COUNTED }),
    };
  });
  const rows = [
    ['who', 'requests', '$'],
    ['---', '---', '---'],
    ['nobody opens it, for a month', '0', '0 $'],
    [
      `an evening: ${FRIENDS} friends see a start of 3 minutes and half an hour of who plays`,
      String(FRIENDS * (POLLS + 1) + 1),
      `${evening().toFixed(4)} $`,
    ],
    ...floods.map(({ route, rate, count, cost }) => [
      `strangers ask \`${route}\` as often as its throttle lets them, for a month`,
      `${(count / 1e6).toFixed(0)} million, ${rate} a second`,
      `${cost.toFixed(0)} $`,
    ]),
    ['all of them at once, for a month', '', `${floods.reduce((sum, { cost }) => sum + cost, 0).toFixed(0)} $`],
    [
      'the same with the largest bodies, 10 MB in each request',
      '',
      `${floods.reduce((sum, { largest }) => sum + largest, 0).toFixed(0)} $`,
    ],
  ];
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return { table, amounts: [...table.matchAll(/(\d[\d.]*) \$/g)].map(([, amount = '']) => amount) };
}

function evening(): number {
  const pages = costOfRequests({ count: FRIENDS, bytes: PAGE_BYTES, seconds: STRANGER_SECONDS });
  return pages + costOfRequests({ count: FRIENDS * POLLS + 1, bytes: 0, seconds: FRIEND_SECONDS });
}
