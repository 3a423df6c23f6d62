import { type GroupState } from '../shared/group-state';
import { log } from '../shared/log';
import { firstTry, isRequested, requestedAt, type ScalingActivity } from '../shared/scaling-activities';
import { type Start, type StartStep } from '../shared/starts';
import { WOKEN_BY_NOTE } from '../shared/told-tags';
import { begunBy, readWokenBy } from '../shared/woken-by';
import { type ContainerTimes, type Dependencies } from './dependencies';
import { hostSteps } from './host-steps';

type Times = Partial<Record<StartStep, Date>>;

/**
 * What is known of an instance's start, each time from its own source. It never fails: what AWS does not say is left out.
 * Sources are asked once in a run.
 */
export class StartOfRun {
  private readonly starts = new Map<string, Promise<Start>>();

  constructor(
    private readonly dependencies: Dependencies,
    private readonly state: GroupState,
  ) {}

  /** @param readyAt since when people can connect; undefined while they cannot, or nobody noted it */
  async of(instanceId: string, readyAt: Date | undefined): Promise<Start> {
    const found = this.starts.get(instanceId) ?? this.ask(instanceId);
    this.starts.set(instanceId, found);
    const { times, ...start } = await found;
    return { ...start, times: { ...until(times, readyAt), ...(readyAt && { ready: readyAt }) } };
  }

  /** What the host says of its volumes. Without volumes, and where EC2 does not tell it while it runs: nothing. */
  async ofHost(instanceId: string): Promise<Times> {
    const { systemLog } = this.dependencies;
    if (systemLog === undefined) return {};
    return hostSteps((await known('the system log of its host', () => systemLog.read(instanceId))) ?? '');
  }

  private async ask(instanceId: string): Promise<Start> {
    const { group, instances, container } = this.dependencies;
    const [activities, instance, containerTimes] = await Promise.all([
      known('what the group did lately', () => group.activities()),
      known('its instance', () => instances.read(instanceId)),
      known('its container', () => container.timesOn(instanceId)),
    ]);
    const launch = activities?.find((one) => one.kind === 'launch' && one.instanceId === instanceId && !one.failed);
    const launched = instance?.launchedAt;
    const { by, ...begin } = this.begin(launch && firstTry(activities ?? [], launch), launched);
    return {
      instanceId,
      ...(instance?.type !== undefined && { instanceType: instance.type }),
      ...(by !== undefined && { by }),
      times: {
        ...begin,
        ...(launch && { launching: launch.startedAt }),
        ...(launched && { launched }),
        ...(launch?.endedAt && { inService: launch.endedAt }),
        ...timesOf(containerTimes ?? {}),
      },
    };
  }

  /**
   * Who turned the switch, and when. An instance in place of another one that failed was launched by AWS alone.
   *
   * @param launch the first try
   */
  private begin(launch: ScalingActivity | undefined, launchedAt: Date | undefined): Times & { readonly by?: string } {
    if (launch?.cause !== undefined && !isRequested(launch)) return {};
    const wokenBy = readWokenBy(this.state.notes.get(WOKEN_BY_NOTE));
    const at = launch?.startedAt ?? launchedAt;
    if (wokenBy !== undefined && at !== undefined && begunBy(wokenBy, at) !== undefined) {
      const { at: switched, waker: by, askedAt: asked } = wokenBy;
      return { by, ...(asked && { asked }), switched };
    }
    const switched = requestedAt(launch);
    return switched === undefined ? {} : { switched };
  }
}

function timesOf({ registeredAt, pullStartedAt, pullStoppedAt, startedAt }: ContainerTimes): Times {
  return {
    ...(registeredAt && { registered: registeredAt }),
    ...(pullStartedAt && { pulling: pullStartedAt }),
    ...(pullStoppedAt && { pulled: pullStoppedAt }),
    ...(startedAt && { started: startedAt }),
  };
}

/** Without the times of a container that started after people could connect: a deployment replaced the one that they waited for. */
function until(times: Times, readyAt: Date | undefined): Times {
  const { pulling, pulled, started, ...others } = times;
  const isLater =
    readyAt !== undefined && [pulling, pulled, started].some((time) => time !== undefined && time > readyAt);
  return isLater ? others : times;
}

async function known<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    log.warn('times of a start stay unknown', { what, error });
    return undefined;
  }
}
