import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { z } from 'zod';

import { lockKey, stateKey } from '../../modules/aws/state-place';
import { BASE_STACK_NAME } from '../../modules/config/stack-name';
import { type BaseConfig } from '../../modules/config/types';
import { type Project } from '../project/project';
import { CommandError, reasonOf } from '../terminal/errors';
import { parseState, type StateFile } from './contents';

// what Terraform writes into a lock: https://developer.hashicorp.com/terraform/language/state/locking
const lockFile = z.object({ ID: z.string(), Who: z.string(), Created: z.iso.datetime() });

/** The lock of a state, of somebody who changes or plans the stack or was killed while he did. */
export interface StateLock {
  readonly id: string;
  /** `user@host` */
  readonly owner: string;
  readonly takenAt: Date;
}

type StateBucket = NonNullable<BaseConfig['state']>;

/** A state in S3, wherever it is. */
export interface StateObject {
  readonly bucket: string;
  readonly key: string;
  /** Of the bucket: S3 redirects from another one. */
  readonly region: string;
}

/** The state files of a project, without Terraform: those in the bucket that the config names, and local ones. */
export class StateStore {
  /** @param account finds the account of the credentials, 12 digits: S3 answers only when the bucket belongs to it */
  constructor(
    readonly project: Project,
    readonly config: Pick<BaseConfig, 'name' | 'state'>,
    private readonly account: () => Promise<string>,
  ) {}

  /**
   * Names of all stacks that have a state, in alphabetical order: in the bucket, and local ones that have not moved there
   * yet.
   *
   * @throws CommandError when the bucket cannot be read
   */
  async stacks(): Promise<string[]> {
    return [...new Set([...(await this.stacksInBucket()), ...this.project.stacksWithLocalState()])].sort();
  }

  /**
   * Names of the stacks whose state is in the bucket; none when the config has no bucket.
   *
   * @throws CommandError when the bucket cannot be read
   */
  async stacksInBucket(): Promise<string[]> {
    const { state, name: project } = this.config;
    if (state === undefined) return [];
    const keys: string[] = [];
    const bucket = await this.owned(state);
    const pages = paginateListObjectsV2({ client: s3Client(state) }, { ...bucket, Prefix: `${project}/` });
    try {
      for await (const { Contents } of pages) keys.push(...(Contents ?? []).flatMap(({ Key }) => Key ?? []));
    } catch (cause) {
      throw new CommandError(
        `cannot read the states in s3://${state.bucket}: ${reasonOf(cause)}. If the bucket is not there yet, run ` +
          `./cm bootstrap. It must belong to account ${bucket.ExpectedBucketOwner}, that of your credentials: if it is in ` +
          'another account, use the profile of that account, or correct State.Bucket in base.yaml',
        { cause },
      );
    }
    return keys.map((key) => key.split('/')[1] ?? '').filter((stack) => keys.includes(stateKey(project, stack)));
  }

  /**
   * Names of the other projects whose base has a state in the bucket; none when the config has no bucket.
   *
   * @throws what S3 answers when it does not list the bucket
   */
  async otherProjectsInBucket(): Promise<string[]> {
    const { state, name: own } = this.config;
    if (state === undefined) return [];
    const bucket = await this.owned(state);
    const client = s3Client(state);
    const found: string[] = [];
    for await (const { CommonPrefixes: folders } of paginateListObjectsV2({ client }, { ...bucket, Delimiter: '/' })) {
      for (const { Prefix: folder = '' } of folders ?? []) {
        const name = folder.slice(0, -1);
        if (name === own) continue;
        // a bucket may hold anything else
        const Prefix = stateKey(name, BASE_STACK_NAME);
        const { Contents: objects = [] } = await client.send(new ListObjectsV2Command({ ...bucket, Prefix }));
        if (objects.some(({ Key }) => Key === Prefix)) found.push(name);
      }
    }
    return found;
  }

  /**
   * The states of a stack: the one in the bucket, and a local one that has not moved there yet. Empty when there is none.
   *
   * @throws CommandError when the bucket cannot be read, or a state is not a state file
   */
  async read(stack: string): Promise<StateFile[]> {
    const local = this.readLocal(stack);
    const { state, name } = this.config;
    const object = state && (await this.readState(stack, { ...state, key: stateKey(name, stack) }, ['NoSuchKey']));
    return [...(local === undefined ? [] : [local]), ...(object === undefined ? [] : [object])];
  }

  /**
   * The lock of a state in the bucket; undefined when there is none. The system itself locks a local state, until the process
   * ends.
   *
   * @throws CommandError when the bucket cannot be read, or it is not a lock of Terraform
   */
  async readLock(stack: string): Promise<StateLock | undefined> {
    const { state, name } = this.config;
    if (state === undefined) return undefined;
    const place = { ...state, key: lockKey(name, stack) };
    const text = await this.readObject(`lock of ${stack}`, place, ['NoSuchKey']);
    if (text === undefined) return undefined;
    try {
      const { ID: id, Who: owner, Created: created } = lockFile.parse(JSON.parse(text));
      return { id, owner, takenAt: new Date(created) };
    } catch (cause) {
      throw new CommandError(`s3://${place.bucket}/${place.key} is not a lock of Terraform: ${reasonOf(cause)}`, {
        cause,
      });
    }
  }

  /**
   * The local state of a stack; undefined when there is none.
   *
   * @throws CommandError when the file is not a state file
   */
  readLocal(stack: string): StateFile | undefined {
    const file = this.project.localStateFile(stack);
    return existsSync(file) ? parseState(readFileSync(file, 'utf8'), stack) : undefined;
  }

  /** Deletes the state of a destroyed stack, so that the stack no longer counts as deployed. */
  async delete(stack: string): Promise<void> {
    const { state, name } = this.config;
    if (state === undefined) {
      rmSync(dirname(this.project.localStateFile(stack)), { recursive: true, force: true });
      return;
    }
    // the bucket keeps versions
    await s3Client(state).send(new DeleteObjectCommand({ ...(await this.owned(state)), Key: stateKey(name, stack) }));
  }

  /**
   * A state where the config no longer says that it is.
   *
   * @returns undefined when there is none, or the bucket is gone
   * @throws CommandError when the bucket cannot be read, or it is not a state file
   */
  async readAt(stack: string, place: StateObject): Promise<StateFile | undefined> {
    return this.readState(stack, place, ['NoSuchKey', 'NoSuchBucket']);
  }

  private async readState(
    stack: string,
    place: StateObject,
    absent: readonly string[],
  ): Promise<StateFile | undefined> {
    const text = await this.readObject(`state of ${stack}`, place, absent);
    return text === undefined ? undefined : parseState(text, stack);
  }

  /**
   * @param what it is, for messages
   * @param absent names of the errors that mean that it does not exist
   */
  private async readObject(
    what: string,
    { bucket, key, region }: StateObject,
    absent: readonly string[],
  ): Promise<string | undefined> {
    try {
      const object = new GetObjectCommand({ ...(await this.owned({ bucket })), Key: key });
      const { Body: body } = await s3Client({ region }).send(object);
      return await body?.transformToString();
    } catch (cause) {
      if (cause instanceof CommandError) throw cause;
      if (cause instanceof Error && absent.includes(cause.name)) return undefined;
      throw new CommandError(`cannot read the ${what} in s3://${bucket}/${key}: ${reasonOf(cause)}`, { cause });
    }
  }

  /** A bucket of that name that somebody else has, e.g. since ours was deleted, gets and gives nothing. */
  private async owned({
    bucket,
  }: Pick<StateBucket, 'bucket'>): Promise<{ Bucket: string; ExpectedBucketOwner: string }> {
    return { Bucket: bucket, ExpectedBucketOwner: await this.account() };
  }
}

/** State.Region defaults to Region, which somebody may have changed since: S3 redirects to where the bucket is. */
function s3Client({ region }: Pick<StateBucket, 'region'>): S3Client {
  return new S3Client({ region, followRegionRedirects: true });
}
