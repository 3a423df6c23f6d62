import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { errorAnswer, jsonAnswer, jsonBody, withText } from '../answers';
import { type Answer, type ApiCall, type Gap, pathOf, withBody } from '../api-call';

const SelectionInput = z.object({
  BackupSelection: z.looseObject({ SelectionName: z.string(), IamRoleArn: z.string() }),
});

interface Selection extends z.infer<typeof SelectionInput> {
  readonly SelectionId: string;
  readonly BackupPlanId: string;
  /** Seconds since 1970. */
  readonly CreationDate: number;
}

/** AWS Backup: what a plan backs up and what lies in a vault, which moto lacks, and tags, which it does not find. */
export function backupGaps(): Gap[] {
  return [planSelections(), planNames, recoveryPoints, tags];
}

function planSelections(): Gap {
  const selections = new Selections();
  return (call, next) => {
    const [, planId, isSelection, selectionId] =
      /^\/backup\/plans\/([^/]+)(\/selections(?:\/([^/]+))?)?$/.exec(pathOf(call)) ?? [];
    if (call.service !== 'backup' || planId === undefined) return next(call);
    if (isSelection === undefined) {
      return call.method === 'DELETE' && selections.of(planId).length > 0
        ? Promise.resolve(invalid(call, 'Related backup plan selections must be deleted prior to backup plan deletion'))
        : next(call);
    }
    return Promise.resolve(selections.answer(call, planId, selectionId));
  };
}

const PlanInput = z.looseObject({ BackupPlan: z.looseObject({ BackupPlanName: z.string() }) });

/** moto wants a name of its own for each plan, and remembers those of deleted ones. It gets such names. */
const planNames: Gap = async (call, next) => {
  if (call.service !== 'backup') return next(call);
  const isNew = call.action === 'PUT /backup/plans';
  const answer = await next(isNew ? withBody(call, JSON.stringify(withOwnName(jsonBody(call, PlanInput)))) : call);
  return withText(answer, (text) => text.replace(/#[0-9a-f-]{36}/g, ''));
};

function withOwnName({ BackupPlan, ...input }: z.infer<typeof PlanInput>) {
  return { ...input, BackupPlan: { ...BackupPlan, BackupPlanName: `${BackupPlan.BackupPlanName}#${randomUUID()}` } };
}

/** No backup is ever made here. */
const recoveryPoints: Gap = (call, next) =>
  call.service === 'backup' && /^GET \/backup-vaults\/[^/]+\/recovery-points$/.test(call.action)
    ? Promise.resolve(jsonAnswer({ RecoveryPoints: [] }))
    : next(call);

/** moto finds a resource's tags only where the path ends in a slash. */
const tags: Gap = (call, next) =>
  call.service === 'backup' && call.method === 'GET' && /^\/tags\/[^?]*[^?/]$/.test(call.path)
    ? next({ ...call, path: `${call.path}/` })
    : next(call);

class Selections {
  private readonly byId = new Map<string, Selection>();

  of(planId: string): Selection[] {
    return [...this.byId.values()].filter(({ BackupPlanId }) => BackupPlanId === planId);
  }

  answer(call: ApiCall, planId: string, selectionId: string | undefined): Answer {
    if (call.method === 'PUT') return jsonAnswer(this.create(planId, call));
    if (selectionId === undefined) return jsonAnswer({ BackupSelectionsList: this.of(planId).map(listed) });
    const selection = this.byId.get(selectionId);
    if (selection === undefined) return invalid(call, `Selection ${selectionId} does not exist`);
    if (call.method !== 'DELETE') return jsonAnswer(selection);
    this.byId.delete(selectionId);
    return jsonAnswer({});
  }

  private create(planId: string, call: ApiCall): Omit<Selection, 'BackupSelection'> {
    const { BackupSelection } = jsonBody(call, SelectionInput);
    const created = { SelectionId: randomUUID(), BackupPlanId: planId, CreationDate: Math.floor(Date.now() / 1000) };
    this.byId.set(created.SelectionId, { BackupSelection, ...created });
    return created;
  }
}

function listed({ BackupSelection: { SelectionName, IamRoleArn }, ...selection }: Selection): unknown {
  return { SelectionName, IamRoleArn, ...selection };
}

function invalid(call: ApiCall, message: string): Answer {
  return errorAnswer(call, 400, 'InvalidParameterValueException', message);
}
