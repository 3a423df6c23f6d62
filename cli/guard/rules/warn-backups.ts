import { z } from 'zod';

import { VOLUME_TAG } from '../../../modules/aws/storage-types';
import { type Finding, type GuardedDeployment } from '../finding';
import { type Action, actionOf, effectiveChanges, type ResourceChange, type TerraformPlan } from '../../terraform/plan';

const CHANGED: readonly Action[] = ['update', 'replace', 'delete'];
const LOST: readonly Action[] = ['replace', 'delete'];

/** Warns when files stay but are no longer backed up (`EnableBackups`): a plan shows that only as another list of ARNs. */
export function warnBackups({ plans }: GuardedDeployment): Finding[] {
  return plans.flatMap(({ stack, plan }) => {
    const stillSelected = plan.resource_changes.filter(isSelection).flatMap(({ change }) => resourcesOf(change.after));
    return effectiveChanges(plan)
      .filter((one) => isSelection(one) && CHANGED.includes(actionOf(one)) && isAfterKnown(one))
      .flatMap(({ address, change }): Finding[] => {
        const left = resourcesOf(change.before).filter((arn) => !stillSelected.includes(arn) && stays(plan, arn));
        if (left.length === 0) return [];
        const message =
          `${left.map((arn) => nameOf(plan, arn)).join(', ')} would no longer be backed up, and the existing backups ` +
          'expire: after that, lost files cannot be restored. If you did not intend that, remove EnableBackups: false';
        return [{ severity: 'warn', stack, address, message }];
      });
  });
}

function isSelection({ type }: ResourceChange): boolean {
  return type === 'aws_backup_selection';
}

const selection = z.object({ resources: z.array(z.string().nullable()) }).catch({ resources: [] });

function resourcesOf(values: unknown): string[] {
  return selection.parse(values).resources.filter((arn) => arn !== null);
}

/** The list is unknown when it includes file systems that the plan creates. */
function isAfterKnown({ change }: ResourceChange): boolean {
  const unknown = z.object({ resources: z.unknown() }).catch({ resources: undefined }).parse(change.after_unknown);
  return unknown.resources !== true;
}

const fileSystem = z.object({ arn: z.string(), tags_all: z.record(z.string(), z.string()).nullish() });

function fileSystemIn(plan: TerraformPlan, arn: string) {
  return plan.resource_changes.find(
    ({ type, change }) => type === 'aws_efs_file_system' && fileSystem.safeParse(change.before).data?.arn === arn,
  );
}

/** Whether the file system itself stays; keep-data refuses when it does not. */
function stays(plan: TerraformPlan, arn: string): boolean {
  const found = fileSystemIn(plan, arn);
  return found === undefined || !LOST.includes(actionOf(found));
}

function nameOf(plan: TerraformPlan, arn: string): string {
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  const volume = fileSystem.safeParse(fileSystemIn(plan, arn)?.change.before).data?.tags_all?.[VOLUME_TAG];
  return volume === undefined ? id : `${volume} (${id})`;
}
