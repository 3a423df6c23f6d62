import { namesPassword } from '../../../modules/config/password-names';
import { MAX_STOP_TIMEOUT_SECONDS } from '../../../modules/config/schema/leaf';
import { CommandError } from '../../terminal/errors';
import { type DraftHealthCheck, type DraftLeaf } from '../draft-leaf';
import { type ComposeFile, type ComposeMap, type ComposeValue, type Note as LineNote } from './compose-file';
import { environmentOf } from './environment';
import { type Variables } from './interpolate';
import { reasonToLeaveOut } from './left-out';
import { portsOf } from './ports';
import { gibOf, isMapValue, listOf, type Note, secondsOf, shown, textOf, wordsOf } from './values';
import { volumesOf } from './volumes';

/** A service as a leaf, and what of it the leaf lacks. */
export interface ReadService {
  readonly draft: DraftLeaf;
  /** In the order of the file. */
  readonly notes: readonly LineNote[];
  /** What the service may use, where the file says it. */
  readonly memoryGib?: number;
}

interface Context {
  readonly file: ComposeFile;
  /** Of the compose file. */
  readonly folder: string;
  /** Of the file `.env`. */
  readonly variables: Variables;
}

/** Seconds: the most that ECS takes. */
const MAX_START_PERIOD = 300;

const TAKEN = new Set([
  ...['image', 'ports', 'environment', 'env_file', 'volumes', 'command', 'user', 'ulimits', 'healthcheck'],
  ...['stop_grace_period', 'mem_limit', 'mem_reservation'],
]);

/**
 * Reads a service of a compose file.
 *
 * @throws CommandError when it has no image or no port
 */
export function readService(name: string, { file, folder, variables }: Context): ReadService {
  const service = file.service(name);
  const notes: LineNote[] = [];
  const note: Note = (path, message) => {
    notes.push({ line: file.line(path), message });
  };
  const at = (key: string) => `${file.path}:${file.line([key])} ${name}`;
  const image = textOf(service.image);
  if (image === undefined || image === '') {
    throw new CommandError(
      `${at('build')}: has no image: build one, push it to a registry such as ECR, and name it with image`,
    );
  }
  if (isNewest(image)) {
    note(
      ['image'],
      `image: ${image} is at each wake-up what is newest then: pin it with a tag of one version, or a digest`,
    );
  }
  for (const key of Object.keys(service)) {
    if (!TAKEN.has(key) && !key.startsWith('x-')) note([key], `${key}: ${reasonToLeaveOut(key)}`);
  }
  const ports = portsOf(service.ports, note);
  if (ports.length === 0) {
    throw new CommandError(`${at('ports')}: has no port that can be open: add ports to it, such as "25565:25565"`);
  }
  const memoryGib = memoryOf(service);
  const stopTimeoutSeconds = stopTimeoutOf(service.stop_grace_period, note);
  const command = commandOf(service.command, note);
  const user = textOf(service.user);
  const ulimits = ulimitsOf(service.ulimits);
  const healthCheck = healthCheckOf(service.healthcheck, note);
  const draft: DraftLeaf = {
    image,
    ports,
    ...environmentOf({ service, folder, variables, isUnset: (path) => file.isUnset(path) }, note),
    volumes: volumesOf(service.volumes, folder, note),
    ...(command.length > 0 && { command }),
    ...(user !== undefined && user !== '' && { user }),
    ...(stopTimeoutSeconds !== undefined && { stopTimeoutSeconds }),
    ...(ulimits.length > 0 && { ulimits }),
    ...(healthCheck && { healthCheck }),
  };
  return {
    draft,
    notes: [...file.notes, ...notes].sort((a, b) => a.line - b.line),
    ...(memoryGib !== undefined && { memoryGib }),
  };
}

/** Whether nothing says which version: no digest, and no tag but `latest`. */
function isNewest(image: string): boolean {
  // what comes before the last slash may have a colon too: localhost:5000/game
  return /^[^:@]*(:latest)?$/.test(image.split('/').at(-1) ?? '');
}

function memoryOf(service: ComposeMap): number | undefined {
  const deploy = isMapValue(service.deploy) ? service.deploy.resources : undefined;
  const limits = isMapValue(deploy) ? [deploy.limits, deploy.reservations] : [];
  const amounts = [service.mem_limit, service.mem_reservation, ...limits.map((one) => isMapValue(one) && one.memory)];
  return amounts.flatMap((amount) => (typeof amount === 'string' ? (gibOf(amount) ?? []) : []))[0];
}

function stopTimeoutOf(value: ComposeValue | undefined, note: Note): number | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const seconds = secondsOf(text);
  if (seconds === undefined || seconds < 1) {
    note(['stop_grace_period'], `stop_grace_period: ${text} is not a duration: left out`);
    return undefined;
  }
  if (seconds <= MAX_STOP_TIMEOUT_SECONDS) return seconds;
  note(
    ['stop_grace_period'],
    `stop_grace_period: ${text} is longer than AWS waits: ${MAX_STOP_TIMEOUT_SECONDS} seconds were used`,
  );
  return MAX_STOP_TIMEOUT_SECONDS;
}

function commandOf(value: ComposeValue | undefined, note: Note): string[] {
  const text = textOf(value);
  const words = text === undefined ? listOf(value) : wordsOf(text);
  const texts = words.flatMap((word) => (typeof word === 'string' ? [word] : []));
  if (texts.length < words.length) {
    note(['command'], 'command: has a word that is not text: left out');
    return [];
  }
  const password = texts.map((word) => word.replace(/^[-+/]+/, '').split('=', 1)[0] ?? '').find(namesPassword);
  if (password !== undefined) {
    note(
      ['command'],
      `command: ${password} looks like a password, and was copied into Command: plans, the state and the console show it`,
    );
  }
  return texts;
}

function ulimitsOf(value: ComposeValue | undefined) {
  if (!isMapValue(value)) return [];
  return Object.entries(value).flatMap(([name, limit]) => {
    const [soft, hard] = isMapValue(limit) ? [textOf(limit.soft), textOf(limit.hard)] : [textOf(limit), textOf(limit)];
    return soft === undefined ? [] : [{ name, softLimit: soft, hardLimit: hard ?? soft }];
  });
}

function healthCheckOf(value: ComposeValue | undefined, note: Note): DraftHealthCheck | undefined {
  if (!isMapValue(value)) return undefined;
  const words = typeof value.test === 'string' ? ['CMD-SHELL', value.test] : listOf(value.test).map(shown);
  if (words.length < 2 || textOf(value.disable) === 'true') return undefined;
  const seconds = (key: string, from: number, to: number) => {
    const text = textOf(value[key]);
    const given = text === undefined ? undefined : secondsOf(text);
    if (given === undefined) return undefined;
    const used = Math.min(Math.max(given, from), to);
    if (used !== given)
      note(['healthcheck', key], `healthcheck.${key}: ECS takes ${from} to ${to} seconds: ${used} is used`);
    return used;
  };
  const [interval, timeout] = [seconds('interval', 5, 300), seconds('timeout', 2, 60)];
  // docker only marks an unhealthy container, ECS ends it: by default with the longest time for a game to load
  const startPeriod = seconds('start_period', 0, MAX_START_PERIOD) ?? MAX_START_PERIOD;
  note(
    ['healthcheck'],
    'healthcheck: ECS ends a container that becomes unhealthy, and starts another one: remove HealthCheck if the game can load for longer than StartPeriod and its Retries',
  );
  const retries = Math.min(Math.max(Number(textOf(value.retries) ?? 3) || 3, 1), 10);
  return {
    command: words,
    ...(interval !== undefined && { interval }),
    ...(timeout !== undefined && { timeout }),
    ...(retries !== 3 && { retries }),
    startPeriod,
  };
}
