import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CommandError } from '../terminal/errors';

/** A resource that exists in AWS and is in no state. */
export interface Import {
  /** Where the state gets it. */
  readonly address: string;
  /** What "Import" on the page of its type in the AWS provider's documentation says. */
  readonly id: string;
}

/** Terraform cannot import resources, because they do not exist. */
export class NotThereError extends CommandError {
  override readonly name = 'NotThereError';

  constructor(
    message: string,
    /** Of the resources. */
    readonly addresses: readonly string[],
  ) {
    super(message);
  }
}

const FILE = 'cm-imports.tf.json';

/** Plans with `import` blocks: https://developer.hashicorp.com/terraform/language/import. A plan file holds them too. */
export async function withImports<T>(folder: string, imports: readonly Import[], plan: () => Promise<T>): Promise<T> {
  if (imports.length === 0) return plan();
  const blocks = imports.map(({ address, id }) => ({ to: address, id }));
  writeFileSync(join(folder, FILE), JSON.stringify({ import: blocks }));
  try {
    return await plan();
  } finally {
    discardImports(folder);
  }
}

/** What a killed run left would make every other command import too. */
export function discardImports(folder: string): void {
  rmSync(join(folder, FILE), { force: true });
}

/** Addresses that an error of Terraform says do not exist; none for any other error. */
export function addressesNotThere({
  summary,
  detail,
}: {
  readonly summary: string;
  readonly detail: string;
}): string[] {
  if (summary !== 'Cannot import non-existent remote object') return [];
  return [...detail.matchAll(/"(aws_\w+\.[\w-]+)"/g)].map(([, address = '']) => address);
}
