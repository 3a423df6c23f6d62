import { CLUSTER_ROLE, GROUP_ROLE } from '../../lambdas/shared/cluster-of-group';

/**
 * Longest name that AWS takes, in characters, by kind of resource. Each comes from the `Name` parameter in the API
 * reference of the call that creates the resource. EFS has names only as tags: there it is the limit of a tag's value.
 */
const NAME_LIMITS = {
  accessPoint: 256,
  alarm: 255,
  autoScalingGroup: 255,
  backupPlan: 50,
  backupSelection: 50,
  backupVault: 50,
  budget: 100,
  capacityProvider: 255,
  cluster: 255,
  dashboard: 255,
  eventRule: 64,
  fileSystem: 256,
  httpApi: 128,
  iamRole: 64,
  instanceProfile: 128,
  keyPair: 255,
  lambdaFunction: 64,
  lambdaPermission: 100,
  launchTemplate: 125,
  logGroup: 512,
  logResourcePolicy: 255,
  scalingPolicy: 255,
  securityGroup: 255,
  service: 255,
  subscriptionFilter: 512,
  taskDefinitionFamily: 255,
  topic: 256,
} as const;

export type NamedResource = keyof typeof NAME_LIMITS;

/**
 * Longest `<Name>-<stack>`, in characters: what our longest roles leave of the tightest limits (50 for Backup, 64 for IAM
 * roles, rules and functions). The config refuses longer ones.
 */
export const MAX_STACK_PREFIX_LENGTH = 40;

/** Gives every AWS name of one stack: `<Name>-<stack>-<role>`. */
export class Names {
  /** `<Name>-<stack>`, e.g. `container-manager-minecraft`. */
  readonly prefix: string;

  /**
   * @param project `Name` of base.yaml
   * @param stack the stack's name: `base`, or a leaf's id with dashes
   */
  constructor(
    private readonly project: string,
    private readonly stack: string,
  ) {
    this.prefix = `${project}-${stack}`;
  }

  /**
   * `<Name>-<stack>-<role>`.
   *
   * @throws Error when AWS would refuse the name for its length
   */
  of(resource: NamedResource, role: string): string {
    return checked(resource, `${this.prefix}-${role}`);
  }

  /** Of a leaf's stack: its desired capacity, 0 or 1, puts the leaf to sleep or wakes it. */
  get autoScalingGroup(): string {
    return this.of('autoScalingGroup', GROUP_ROLE);
  }

  /** Of a leaf's stack. */
  get cluster(): string {
    return this.of('cluster', CLUSTER_ROLE);
  }

  /** Of a leaf's stack. */
  get service(): string {
    return this.of('service', 'service');
  }

  /** Of a leaf's stack. */
  get taskDefinitionFamily(): string {
    return this.of('taskDefinitionFamily', 'container');
  }

  /** Of a leaf's stack: what its container writes. */
  get containerLogGroup(): string {
    return this.logGroup('container');
  }

  /** Of a leaf's stack. */
  get containerActivityAlarm(): string {
    return this.of('alarm', 'container-activity');
  }

  /** Of a leaf's stack. */
  get instanceLeftUpAlarm(): string {
    return this.of('alarm', 'instance-left-up');
  }

  /** Of a leaf's stack. */
  get breakCrashLoopAlarm(): string {
    return this.of('alarm', 'break-crash-loop');
  }

  /** Of a leaf's stack. */
  get fileSystemSizeAlarm(): string {
    return this.of('alarm', 'file-system-size');
  }

  /** Of a leaf's stack. */
  get logVolumeAlarm(): string {
    return this.of('alarm', 'log-volume');
  }

  /** Of the alarm on the errors of a function, e.g. of `asg-state-change-hook`. */
  errorsAlarm(role: string): string {
    return this.of('alarm', `${role}-errors`);
  }

  /** Of a leaf's stack: the rule that starts the function of that name. */
  get breakCrashLoopRule(): string {
    return this.of('eventRule', 'break-crash-loop');
  }

  /** Of a leaf's stack: the rule that runs the function of that name every minute while the leaf is awake. */
  get playerQueryRule(): string {
    return this.of('eventRule', 'player-query');
  }

  /** Of a leaf's stack: the function that asks the game who plays. */
  get playerQueryFunction(): string {
    return this.of('lambdaFunction', 'player-query');
  }

  /** Of base's stack, in us-east-1: lets Route 53 log queries. */
  get queryLogPolicy(): string {
    return this.of('logResourcePolicy', 'dns-queries');
  }

  /** Of base's stack. */
  get backupVault(): string {
    return this.of('backupVault', 'backups');
  }

  /** `/<Name>/<stack>/<role>`, for log groups. */
  logGroup(role: string): string {
    return checked('logGroup', `/${this.project}/${this.stack}/${role}`);
  }
}

function checked(resource: NamedResource, name: string): string {
  const limit = NAME_LIMITS[resource];
  if (name.length > limit) {
    throw new Error(
      `the ${resource} name '${name}' has ${name.length} characters, but AWS allows ${limit}: shorten the id`,
    );
  }
  return name;
}
