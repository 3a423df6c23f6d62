import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

/** IAM's actions without their service, sorted, by service, sorted. */
const Actions = z.record(z.string(), z.array(z.string()));
const RecordedActions = z.strictObject({
  /** Of `./cm plan`. */
  plan: Actions,
  /** Of `./cm deploy`, `./cm retire` and `./cm destroy`. */
  deploy: Actions,
});

/** What the commands of the e2e tests asked AWS for: `npm run permissions` writes it. */
export type RecordedActions = z.infer<typeof RecordedActions>;
export type Role = keyof RecordedActions;

const FILE = join(__dirname, 'recorded-actions.json');

export function readRecordedActions(): RecordedActions {
  return RecordedActions.parse(JSON.parse(readFileSync(FILE, 'utf8')));
}

/** @param actions e.g. `ec2:DescribeVpcs`, in any order */
export function writeRecordedActions(actions: Readonly<Record<Role, readonly string[]>>): void {
  const text = JSON.stringify({ plan: byService(actions.plan), deploy: byService(actions.deploy) }, undefined, 2);
  writeFileSync(FILE, `${text}\n`);
}

/** `ec2:DescribeVpcs` and so on, sorted. */
export function actionNames(actions: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(actions).flatMap(([service, names]) => names.map((name) => `${service}:${name}`));
}

function byService(actions: readonly string[]): z.infer<typeof Actions> {
  const result: z.infer<typeof Actions> = {};
  for (const action of [...new Set(actions)].sort()) {
    const [service = '', name = ''] = action.split(':');
    (result[service] ??= []).push(name);
  }
  return result;
}
