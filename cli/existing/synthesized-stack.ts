import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

/** Name of the provider of resources that name none. */
const DEFAULT = 'aws';

const provider = z.object({ alias: z.string().optional(), region: z.string() });
const resource = z.looseObject({ provider: z.string().optional() });

// what cdktf writes
const stackFile = z.object({
  provider: z.object({ aws: z.array(provider) }),
  resource: z.record(z.string(), z.record(z.string(), resource)).default({}),
});

/** What the synthesized Terraform of a stack says of its resources, by address. */
export interface SynthesizedStack {
  /** Addresses of the resources that a resource is created after. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  /** AWS Region of a resource. */
  regionOf(address: string): string;
}

/** @param folder cdktf.out/stacks/<stack> */
export function readSynthesizedStack(folder: string): SynthesizedStack {
  const file = stackFile.parse(JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')));
  const regions = new Map(
    file.provider.aws.map(({ alias, region }) => [alias === undefined ? DEFAULT : `${DEFAULT}.${alias}`, region]),
  );
  const resources = Object.entries(file.resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({ address: `${type}.${name}`, body })),
  );
  const providers = new Map(resources.map(({ address, body }) => [address, body.provider]));
  const addresses = new Set(resources.map(({ address }) => address));
  return {
    parents: new Map(
      resources.map(({ address, body }) => [
        address,
        [...new Set(JSON.stringify(body).match(/aws_\w+\.[\w-]+/g))].filter(
          (other) => other !== address && addresses.has(other) && !isReplaced(other),
        ),
      ]),
    ),
    regionOf: (address) => regions.get(providers.get(address) ?? DEFAULT) ?? '',
  };
}

/**
 * After an import these are destroyed and created again, since Terraform imports them without an attribute: a deployment that
 * was killed in between left what refers to them.
 */
function isReplaced(address: string): boolean {
  return /^aws_(lambda_permission|key_pair)[.]/.test(address);
}
