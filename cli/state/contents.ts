import { z } from 'zod';

import { KEEP_ON_DELETE_TAG, VOLUME_TAG } from '../../modules/aws/storage-types';
import { LEAF_TAG, PROJECT_TAG } from '../../modules/aws/tags';
import { CommandError } from '../terminal/errors';

const attributes = z.looseObject({ arn: z.string().nullish() });

const resource = z.looseObject({
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  provider: z.string(),
  instances: z.array(z.looseObject({ status: z.string().optional(), attributes: attributes.nullish() })),
});

// a state that nothing was ever written to may have no resources
const stateFile = z.looseObject({ resources: z.array(resource).default([]) });

const outputs = z.record(z.string(), z.looseObject({ value: z.unknown() })).nullish();

/** A state file of version 4: what is in S3, in terraform.tfstate.d, and what `terraform state pull` writes. */
export type StateFile = z.infer<typeof stateFile>;

type StateResource = StateFile['resources'][number];

/**
 * @param text of a state file; empty when there is none
 * @throws CommandError when it is not a state file
 */
export function parseState(text: string, stack: string): StateFile {
  if (text.trim() === '') return { resources: [] };
  try {
    return stateFile.parse(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`the state of ${stack} cannot be read: ${why}`, { cause });
  }
}

/** The outputs of a state, by name; none where nothing was applied yet. */
export function outputsOf({ outputs: found }: StateFile): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs.parse(found) ?? {}).map(([name, { value }]) => [name, value]));
}

/** The resources that Terraform manages, without those that it only reads. */
export function managedResources({ resources }: StateFile): StateResource[] {
  return resources.filter(({ mode }) => mode === 'managed');
}

/** Our stacks have no modules and no counts. */
export function addressOf({ type, name }: Pick<StateResource, 'type' | 'name'>): string {
  return `${type}.${name}`;
}

/** A resource as a state or a plan describes it. */
interface Described {
  readonly address: string;
  /** Its attributes. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** What exists, according to a stack's state. */
export interface StackContents {
  /** Everything but the file systems, in the state's order. */
  readonly others: readonly { readonly address: string; readonly type: string }[];
  readonly fileSystems: readonly StackFileSystem[];
  /** From the resources' tags; undefined when none has it. */
  readonly leafId: string | undefined;
  /** `Name` of base.yaml as it was deployed, from the resources' tags; undefined when none has it. */
  readonly project: string | undefined;
  /** Name of the Auto Scaling group; undefined when there is none. */
  readonly groupName: string | undefined;
}

export interface StackFileSystem {
  readonly address: string;
  readonly fileSystemId: string;
  /** Key in `Volumes`. */
  readonly volumeId: string;
  /** Whether it was deployed with KeepOnDelete; true as well when its tags do not say. */
  readonly keepOnDelete: boolean;
}

export function stackContents(state: StateFile): StackContents {
  const resources = managedResources(state).flatMap((one) =>
    one.instances.map(({ attributes: values }) => ({ address: addressOf(one), type: one.type, values: values ?? {} })),
  );
  const isFileSystem = ({ type }: { readonly type: string }) => type === 'aws_efs_file_system';
  return {
    others: resources.filter((one) => !isFileSystem(one)).map(({ address, type }) => ({ address, type })),
    fileSystems: resources.filter(isFileSystem).map(fileSystemIn),
    leafId: firstTag(resources, LEAF_TAG),
    project: firstTag(resources, PROJECT_TAG),
    groupName: resources.filter(({ type }) => type === 'aws_autoscaling_group').map(nameOf)[0],
  };
}

/** @param one a resource of a state, or what a plan says of it before the change */
export function fileSystemIn(one: Described): StackFileSystem {
  const tags = tagsOf(one);
  const { id } = z.object({ id: z.string() }).parse(one.values);
  return {
    address: one.address,
    fileSystemId: id,
    volumeId: tags[VOLUME_TAG] ?? one.address,
    // without the tag it is kept: it can still be deleted later, but not restored
    keepOnDelete: tags[KEEP_ON_DELETE_TAG] !== 'false',
  };
}

function firstTag(resources: readonly Described[], key: string): string | undefined {
  return resources.map((one) => tagsOf(one)[key]).find((value) => value !== undefined);
}

function nameOf({ values }: Described): string {
  return z.object({ name: z.string() }).parse(values).name;
}

function tagsOf({ values }: Described): Partial<Record<string, string>> {
  return z.record(z.string(), z.string()).catch({}).parse(values.tags_all);
}
