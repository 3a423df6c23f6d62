import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { errorAnswer, jsonAnswer, jsonBody, withText } from '../answers';
import { type Answer, type ApiCall, type Gap, withBody } from '../api-call';
import { onAction, onService } from '../on-action';

const SelectionInput = z.object({
  BackupSelection: z.looseObject({ SelectionName: z.string(), IamRoleArn: z.string() }),
});

interface Selection extends z.infer<typeof SelectionInput> {
  readonly SelectionId: string;
  readonly BackupPlanId: string;
  /** Seconds since 1970. */
  readonly CreationDate: number;
}

/** AWS Backup: selections and recovery points, which moto lacks; names of plans and tags, where moto errs. */
export function backupGaps(): Gap[] {
  return [...planSelections(), ...planNames, recoveryPoints, tags];
}

function planSelections(): Gap[] {
  const selections = new Selections();
  return [
    onAction('backup', /^DELETE \/backup\/plans\/([^/]+)$/, (call, next, planId = '') =>
      selections.of(planId).length > 0
        ? invalid(call, 'Related backup plan selections must be deleted prior to backup plan deletion')
        : next(call),
    ),
    onAction(
      'backup',
      /^\w+ \/backup\/plans\/([^/]+)\/selections(?:\/([^/]+))?$/,
      (call, _next, planId = '', selectionId) => selections.answer(call, planId, selectionId),
    ),
  ];
}

const PlanInput = z.looseObject({ BackupPlan: z.looseObject({ BackupPlanName: z.string() }) });

/** moto refuses a plan with the name of another one, also of a deleted one. So moto gets names that are unique. */
const planNames: Gap[] = [
  onAction('backup', 'PUT /backup/plans', (call, next) =>
    next(withBody(call, JSON.stringify(withUniqueName(jsonBody(call, PlanInput))))),
  ),
  onService('backup', async (call, next) => withText(await next(call), (text) => text.replace(/#[0-9a-f-]{36}/g, ''))),
];

function withUniqueName({ BackupPlan, ...input }: z.infer<typeof PlanInput>) {
  return { ...input, BackupPlan: { ...BackupPlan, BackupPlanName: `${BackupPlan.BackupPlanName}#${randomUUID()}` } };
}

/** The emulator never makes a backup. */
const recoveryPoints = onAction('backup', /^GET \/backup-vaults\/[^/]+\/recovery-points$/, () =>
  jsonAnswer({ RecoveryPoints: [] }),
);

/** moto finds a resource's tags only where the path ends with a slash. */
const tags = onAction('backup', /^GET \/tags\//, (call, next) =>
  next(call.path.endsWith('/') ? call : { ...call, path: `${call.path}/` }),
);

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
