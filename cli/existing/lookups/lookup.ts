import { type z } from 'zod';

import { type AwsClients } from '../../aws/clients';
import { type Values } from '../values';

export interface LookupProps {
  /** In the resource's Region. */
  readonly clients: AwsClients;
  /** When the run began that was killed. Absent where a person only says that one was. */
  readonly since?: Date;
}

/**
 * Finds resources to whom AWS gave the id.
 *
 * @param values of the planned resource
 * @returns ids by which Terraform imports them; undefined while Terraform does not know what identifies it
 */
export type Lookup = (values: Values, props: LookupProps) => Promise<string[] | undefined>;

/** A lookup that needs attributes. */
export function lookup<S extends z.ZodType>(
  schema: S,
  find: (values: z.output<S>, props: LookupProps) => Promise<(string | undefined)[]>,
): Lookup {
  return async (values, props) => {
    const known = schema.safeParse(values);
    if (!known.success) return undefined;
    return (await find(known.data, props)).filter((id) => id !== undefined);
  };
}

/** All items of a paginated list. */
export async function all<P, I>(pages: AsyncIterable<P>, itemsOf: (page: P) => readonly I[] | undefined): Promise<I[]> {
  const items: I[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}
