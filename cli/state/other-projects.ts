import { paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { paginateDescribeFileSystems } from '@aws-sdk/client-efs';

import { PROJECT_TAG } from '../../modules/aws/tags';
import { placeOfState } from '../../modules/config/state-place';
import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type AwsClients } from '../aws/clients';
import { isDeleted } from '../aws/file-systems';
import { tagOf } from '../aws/groups';
import { type Project } from '../project/project';
import { reasonOf } from '../terminal/errors';
import { stackContents } from './contents';
import { type StateStore } from './store';

/** A project with another Name than that of base.yaml. */
export interface OtherProject {
  readonly name: string;
  /** What was found of it: places of states, and names or ids in AWS. */
  readonly found: readonly string[];
}

/** What exists beside a project whose base has no state. */
export interface OtherProjects {
  /** In alphabetical order. */
  readonly projects: readonly OtherProject[];
  /** What could not be asked, with AWS's reason, e.g. `ec2:DescribeVpcs: not you (UnauthorizedOperation)`. */
  readonly unasked: readonly string[];
}

export interface OtherProjectsProps {
  /** `Name` of base.yaml. */
  readonly name: string;
  /** In the Region of base.yaml. */
  readonly clients: Pick<AwsClients, 'autoScaling' | 'ec2' | 'efs'>;
  readonly states: Pick<StateStore, 'config' | 'otherProjectsInBucket' | 'readLocal'>;
  readonly project: Pick<Project, 'stacksWithLocalState'>;
}

/** Something of a project: which, and what. */
type Trace = readonly [name: string | undefined, what: string];

/** Of each kind so many are named. */
const NAMED = 3;

/**
 * Finds projects of other Names: in the bucket of the state, among the local states, and by the tags of what the account has
 * in the Region. A changed Name makes an empty project: only these show it in a fresh clone.
 */
export async function findOtherProjects(props: OtherProjectsProps): Promise<OtherProjects> {
  const asked = await Promise.all(
    [
      { action: 's3:ListBucket', traces: inBucket },
      { action: 'ec2:DescribeVpcs', traces: networks },
      { action: 'autoscaling:DescribeAutoScalingGroups', traces: groups },
      { action: 'elasticfilesystem:DescribeFileSystems', traces: fileSystems },
    ].map(({ action, traces }) => unlessRefused(action, traces(props))),
  );
  const kinds = [localStates(props), ...asked.map(({ traces }) => traces)];
  const others = (kind: readonly Trace[]) =>
    kind.flatMap(([name, what]) => (name === undefined || name === props.name ? [] : [{ name, what }]));
  const names = [...new Set(kinds.flatMap(others).map(({ name }) => name))].sort();
  return {
    projects: names.map((name) => ({
      name,
      found: kinds.flatMap((kind) => shortened(others(kind).flatMap((one) => (one.name === name ? one.what : [])))),
    })),
    unasked: asked.flatMap(({ refused = [] }) => refused),
  };
}

function shortened(what: readonly string[]): string[] {
  if (what.length <= NAMED + 1) return [...what];
  return [...what.slice(0, NAMED), `${what.length - NAMED} more`];
}

async function unlessRefused(
  action: string,
  answer: Promise<Trace[]>,
): Promise<{ readonly traces: readonly Trace[]; readonly refused?: string }> {
  try {
    return { traces: await answer };
  } catch (error) {
    // of AWS's SDKs
    if (!(error instanceof Error) || !('$metadata' in error)) throw error;
    return { traces: [], refused: `${action}: ${reasonOf(error)}` };
  }
}

/** Stacks of all projects have the same local paths. */
function localStates({ states, project }: OtherProjectsProps): Trace[] {
  return project.stacksWithLocalState().flatMap((stack) => {
    const state = states.readLocal(stack);
    if (state === undefined) return [];
    return [[stackContents(state).project, placeOfState({ name: '' }, stack)] as const];
  });
}

async function inBucket({ states }: OtherProjectsProps): Promise<Trace[]> {
  const names = await states.otherProjectsInBucket();
  return names.map((name) => [name, placeOfState({ ...states.config, name }, BASE_STACK_NAME)]);
}

/** Each base has one. */
async function networks({ clients }: OtherProjectsProps): Promise<Trace[]> {
  const { ec2 } = clients;
  // loaded here, since EC2's package alone takes half a second
  const { paginateDescribeVpcs } = await import('@aws-sdk/client-ec2');
  const found: Trace[] = [];
  for await (const { Vpcs: vpcs = [] } of paginateDescribeVpcs({ client: ec2 }, TAGGED)) {
    found.push(...vpcs.map((vpc) => [valueOf(vpc.Tags), vpc.VpcId ?? ''] as const));
  }
  return found;
}

const TAGGED = { Filters: [{ Name: 'tag-key', Values: [PROJECT_TAG] }] };

async function groups({ clients }: OtherProjectsProps): Promise<Trace[]> {
  const found: Trace[] = [];
  for await (const page of paginateDescribeAutoScalingGroups({ client: clients.autoScaling }, TAGGED)) {
    const groups = page.AutoScalingGroups ?? [];
    found.push(...groups.map((group) => [tagOf(group, PROJECT_TAG), group.AutoScalingGroupName ?? ''] as const));
  }
  return found;
}

async function fileSystems({ clients }: OtherProjectsProps): Promise<Trace[]> {
  const found: Trace[] = [];
  for await (const { FileSystems: page = [] } of paginateDescribeFileSystems({ client: clients.efs }, {})) {
    const there = page.filter((one) => !isDeleted(one));
    found.push(...there.map(({ Tags: tags, FileSystemId: id = '' }) => [valueOf(tags), id] as const));
  }
  return found;
}

function valueOf(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): string | undefined {
  return tags.find(({ Key }) => Key === PROJECT_TAG)?.Value;
}
