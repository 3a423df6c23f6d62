import { type RecordedCall } from './recorder';

const READS = /^(GET|HEAD) |^(Describe|Get|List|Batch[A-Z][a-z]+Get)/;
// its calls make a session or say who is asking
const SERVICES_WITHOUT_CHANGES = ['sts'];

/** The calls that change something in AWS, as `SERVICE ACTION`. Terraform's writes of its state and lock do not count. */
export function changesIn(calls: readonly RecordedCall[]): string[] {
  return calls
    .filter(({ service, action }) => !READS.test(action) && !SERVICES_WITHOUT_CHANGES.includes(service))
    .map(({ service, action }) => `${service} ${action}`)
    .filter((call) => !/^s3 (PUT|DELETE) .*[.]tfstate([.]tflock)?$/.test(call));
}
