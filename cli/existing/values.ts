import { z } from 'zod';

/** Attributes of a resource by name, as a plan has them: without what is known only after apply. */
export type Values = Readonly<Record<string, unknown>>;

/** @param values of a plan, before or after the change */
export function valuesOf(values: unknown): Values {
  return z.record(z.string(), z.unknown()).catch({}).parse(values);
}
