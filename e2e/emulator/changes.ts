import { type RecordedCall } from './recorder';

const READS = /^(GET|HEAD) |^(Describe|Get|List|Batch[A-Z][a-z]+Get)/;
// its calls make a session or say who is asking
const SERVICES_WITHOUT_CHANGES = ['sts'];

/** The calls that change something in AWS, as `SERVICE ACTION`. */
export function changesIn(calls: readonly RecordedCall[]): string[] {
  return calls.filter(isChange).map(({ service, action }) => `${service} ${action}`);
}

/** Whether a call changes something in AWS. Terraform's writes of its state and lock do not count. */
export function isChange({ service, action }: Pick<RecordedCall, 'service' | 'action'>): boolean {
  if (READS.test(action) || SERVICES_WITHOUT_CHANGES.includes(service)) return false;
  return !/^s3 (PUT|DELETE) .*[.]tfstate([.]tflock)?$/.test(`${service} ${action}`);
}
