import { z } from 'zod';

import { KEEP_ON_DELETE_TAG, VOLUME_TAG } from '../../modules/aws/storage-types';
import { LEAF_TAG, PROJECT_TAG } from '../../modules/aws/tags';

const resource = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  values: z.record(z.string(), z.unknown()).default({}),
});

// https://developer.hashicorp.com/terraform/internals/json-format#state-representation; an empty state has no values
const stateSchema = z.object({
  values: z.object({ root_module: z.object({ resources: z.array(resource).default([]) }) }).optional(),
});

type StateResource = z.infer<typeof resource>;

type Described = Pick<StateResource, 'address' | 'values'>;

/** What a stack's state says that exists. */
export interface StackContents {
  /** Everything but the file systems, in the state's order. */
  readonly others: readonly { readonly address: string; readonly type: string }[];
  readonly fileSystems: readonly StackFileSystem[];
  /** As the resources' tags say it; undefined where there is none. */
  readonly leafId: string | undefined;
  /** `Name` of base.yaml as it was deployed, from the resources' tags; undefined where there is none. */
  readonly project: string | undefined;
  /** Name of the Auto Scaling group; undefined where there is none. */
  readonly groupName: string | undefined;
}

export interface StackFileSystem {
  readonly address: string;
  readonly fileSystemId: string;
  /** Key in `Volumes`. */
  readonly volumeId: string;
  /** Whether it was deployed with KeepOnDelete, or nothing says that it was not. */
  readonly keepOnDelete: boolean;
}

/** @param state as `terraform show -json` writes it */
export function stackContents(state: unknown): StackContents {
  const resources = (stateSchema.parse(state).values?.root_module.resources ?? []).filter(
    ({ mode }) => mode === 'managed',
  );
  const isFileSystem = ({ type }: StateResource) => type === 'aws_efs_file_system';
  return {
    others: resources.filter((one) => !isFileSystem(one)).map(({ address, type }) => ({ address, type })),
    fileSystems: resources.filter(isFileSystem).map(fileSystemIn),
    leafId: firstTag(resources, LEAF_TAG),
    project: firstTag(resources, PROJECT_TAG),
    groupName: resources.filter(({ type }) => type === 'aws_autoscaling_group').map(nameOf)[0],
  };
}

/** @param one of a state, or of what a plan knows before its change */
export function fileSystemIn(one: Described): StackFileSystem {
  const tags = tagsOf(one);
  const { id } = z.object({ id: z.string() }).parse(one.values);
  return {
    address: one.address,
    fileSystemId: id,
    volumeId: tags[VOLUME_TAG] ?? one.address,
    // what says nothing is kept: it can be deleted later, but not brought back
    keepOnDelete: tags[KEEP_ON_DELETE_TAG] !== 'false',
  };
}

function firstTag(resources: readonly StateResource[], key: string): string | undefined {
  return resources.map((one) => tagsOf(one)[key]).find((value) => value !== undefined);
}

function nameOf({ values }: StateResource): string {
  return z.object({ name: z.string() }).parse(values).name;
}

function tagsOf({ values }: Pick<Described, 'values'>): Partial<Record<string, string>> {
  return z.record(z.string(), z.string()).catch({}).parse(values.tags_all);
}
