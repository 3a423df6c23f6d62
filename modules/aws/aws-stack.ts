import { ArchiveProvider } from '@cdktf/provider-archive/lib/provider';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, S3Backend, TerraformStack } from 'cdktf';
import { type Construct } from 'constructs';

import { type AwsAccount } from './aws-place';
import { localStatePath, stateKey } from './state-place';

export interface AwsStackProps {
  /** AWS region of every resource that names no other provider. */
  readonly region: string;
  /** Tags of every resource that takes tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** Prefixes of the keys of tags that something else writes: no plan shows or removes them. @default none */
  readonly foreignTagPrefixes?: readonly string[];
  /** Folder of the project's states in the bucket: `Name` of base.yaml. */
  readonly project: string;
  /** S3 bucket of the state and its region. @default local state in terraform.tfstate.d/<stack>/terraform.tfstate */
  readonly state?: { readonly bucket: string; readonly region: string };
}

/** A Terraform stack in one AWS account and region, with its state, its provider and its default tags. */
export class AwsStack extends TerraformStack implements AwsAccount {
  /** Token: the account that the credentials belong to, 12 digits. */
  readonly accountId: string;
  /** Token: `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;

  constructor(scope: Construct, id: string, props: AwsStackProps) {
    super(scope, id);
    // use_lockfile of the S3 backend came with Terraform 1.10
    this.addOverride('terraform.required_version', '>= 1.10');
    this.keepState(id, props);
    new AwsProvider(this, 'Aws', {
      region: props.region,
      defaultTags: [{ tags: { ...props.tags } }],
      ...(props.foreignTagPrefixes && { ignoreTags: [{ keyPrefixes: [...props.foreignTagPrefixes] }] }),
    });
    // in every stack, with a function or not: one lock file serves all of them
    new ArchiveProvider(this, 'ArchiveProvider');
    this.accountId = new DataAwsCallerIdentity(this, 'CallerIdentity').accountId;
    this.partition = new DataAwsPartition(this, 'Partition').partition;
  }

  /** Does nothing: cdktf would resolve every token once more for nothing (docs/decisions/provider-and-cdktf.md). */
  override prepareStack(): void {
    // the constructor has set the backend, and LeafStack asks for each of base's outputs by its name
  }

  private keepState(id: string, { state, project }: AwsStackProps): void {
    if (state === undefined) {
      // Terraform runs in cdktf.out/stacks/<stack>
      new LocalBackend(this, { path: `../../../${localStatePath(id)}` });
      return;
    }
    const backend = new S3Backend(this, {
      bucket: state.bucket,
      key: stateKey(project, id),
      region: state.region,
      encrypt: true,
    });
    // missing in cdktf 0.21's type
    backend.addOverride('use_lockfile', true);
  }
}
