import { EXIT, type ExitCode } from './errors';

/** What to do about a failure that Terraform's own words leave open. */
export interface TerraformHint {
  readonly symptom: RegExp;
  readonly text: string;
  /** @default EXIT.failed */
  readonly exitCode?: ExitCode;
}

const HINTS: readonly TerraformHint[] = [
  {
    symptom: /acquiring the state lock/i,
    text:
      'Somebody else deploys this stack right now, or an earlier deployment was killed. If you are sure that nobody ' +
      "does, remove the lock: docs/operations.md, 'A deployment was killed'.",
  },
  {
    symptom: /Instance cannot be destroyed/,
    text:
      'The volume has KeepOnDelete: its file system is never deleted by a deployment. To remove the container and keep ' +
      'its files use npx cm retire; to delete them set KeepOnDelete: false and deploy that first.',
    exitCode: EXIT.refused,
  },
  {
    symptom: /Saved plan is stale/,
    text: 'Somebody deployed this stack since it was planned. Deploy again.',
  },
  {
    symptom: /already ?exists/i,
    text:
      'Something of that name exists in AWS but not in the state, for instance since an earlier deployment was killed: ' +
      "docs/operations.md, 'A deployment was killed'.",
  },
];

/** @param text what Terraform wrote */
export function hintFor(text: string): TerraformHint | undefined {
  return HINTS.find(({ symptom }) => symptom.test(text));
}
