import { DataArchiveFile } from '@cdktf/provider-archive/lib/data-archive-file';
import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaFunction as AwsLambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { AssetType, type ITerraformDependable, TerraformAsset, type TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';

import { type AwsPlace } from './aws-place';
import { bundle } from './bundle';
import { LAMBDA_RUNTIME } from './lambda-runtime';
import { LOG_RETENTION_DAYS } from './log-retention';
import { type Names } from './naming';
import { type PolicyStatement } from './policy';
import { ServiceRole } from './service-role';

/** The account is the stack's; the region is the one that the function runs in: the provider's. */
export interface LambdaFunctionProps extends AwsPlace {
  readonly names: Names;
  /** What it is for, e.g. `break-crash-loop`: last part of the names of the function and its role. */
  readonly role: string;
  readonly description: string;
  /** File that exports `handler`, relative to the project, e.g. `lambdas/break-crash-loop/handler.ts`. */
  readonly entry: string;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it may do, in addition to writing its own log. */
  readonly statements: readonly PolicyStatement[];
  /** 1–900. */
  readonly timeoutSeconds: number;
  /** 128–10240; the share of a CPU grows with it. */
  readonly memoryMb: number;
  /** How often Lambda retries an asynchronous invocation that failed, 0–2. */
  readonly maximumRetryAttempts: number;
  /** Age at which Lambda drops an event that waits for an invocation, 60–21600 s. */
  readonly maximumEventAgeSeconds: number;
  /** What the function works on: created before the function, and destroyed after it. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** From which level on Lambda logs what it does itself. `WARN`: no lines about an invocation that succeeds. @default 'INFO' */
  readonly systemLogLevel?: 'INFO' | 'WARN';
  /** Provider of another region. @default the stack's region */
  readonly provider?: TerraformProvider;
}

/**
 * A Lambda function from its TypeScript source: bundled by esbuild at synth, packed by Terraform's archive provider at
 * plan, with a role and a log group of its own. Equal sources give an equal archive on every machine, so that a plan
 * shows a function only when its code has changed.
 */
export class LambdaFunction extends Construct {
  readonly functionName: string;
  readonly functionArn: string;
  private readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    this.functionName = props.names.of('lambdaFunction', props.role);
    this.logGroupName = `/aws/lambda/${this.functionName}`;
    const archive = this.archive(props.entry);
    const role = this.role(props);
    const logGroup = new CloudwatchLogGroup(this, 'LogGroup', {
      name: this.logGroupName,
      retentionInDays: LOG_RETENTION_DAYS,
      ...inRegionOf(props),
    });
    const lambda = new AwsLambdaFunction(this, 'Resource', {
      functionName: this.functionName,
      description: props.description,
      filename: archive.outputPath,
      sourceCodeHash: archive.outputBase64Sha256,
      handler: 'index.handler',
      runtime: LAMBDA_RUNTIME,
      architectures: ['arm64'],
      timeout: props.timeoutSeconds,
      memorySize: props.memoryMb,
      role: role.roleArn,
      environment: { variables: { ...props.environment } },
      loggingConfig: {
        logFormat: 'JSON',
        applicationLogLevel: 'INFO',
        systemLogLevel: props.systemLogLevel ?? 'INFO',
        logGroup: logGroup.name,
      },
      // including the role's policy: an event that comes before it would fail
      dependsOn: [...role.dependables, ...(props.dependsOn ?? [])],
      ...inRegionOf(props),
    });
    this.configureInvocations(lambda, props);
    this.functionArn = lambda.arn;
  }

  private archive(entry: string): DataArchiveFile {
    const { path, hash } = bundle(entry);
    const asset = new TerraformAsset(this, 'Code', { path, type: AssetType.FILE, assetHash: hash });
    return new DataArchiveFile(this, 'Archive', {
      type: 'zip',
      sourceFile: asset.path,
      // Relative to the stack's folder in cdktf.out, the same on every machine. Not among the assets, which the next
      // synth removes, and named by the code: a saved plan finds the archive that it was made with.
      outputPath: `archives/${this.functionName}-${hash}.zip`,
      outputFileMode: '0644',
      provider: this.archiveProvider(),
    });
  }

  /** One for all functions of the stack. */
  private archiveProvider(): ArchiveProvider {
    const stack = TerraformStack.of(this);
    const found = stack.node.tryFindChild('ArchiveProvider');
    return found instanceof ArchiveProvider ? found : new ArchiveProvider(stack, 'ArchiveProvider');
  }

  /** IAM is global: the role needs no provider of another region. */
  private role({ names, role, region, accountId, partition, statements }: LambdaFunctionProps) {
    return new ServiceRole(this, 'Role', {
      name: names.of('iamRole', role),
      description: `Lambda function ${this.functionName}`,
      service: 'lambda.amazonaws.com',
      statements: [
        {
          sid: 'OwnLog',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [`arn:${partition}:logs:${region}:${accountId}:log-group:${this.logGroupName}:*`],
        },
        ...statements,
      ],
    });
  }

  private configureInvocations(lambda: AwsLambdaFunction, props: LambdaFunctionProps): void {
    new LambdaFunctionEventInvokeConfig(this, 'Invocations', {
      functionName: lambda.functionName,
      maximumRetryAttempts: props.maximumRetryAttempts,
      maximumEventAgeInSeconds: props.maximumEventAgeSeconds,
      ...inRegionOf(props),
    });
  }
}

function inRegionOf({ provider }: LambdaFunctionProps): { provider?: TerraformProvider } {
  return provider === undefined ? {} : { provider };
}
