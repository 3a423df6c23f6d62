import { type RecordedCall } from './recorder';

const READS = /^(GET|HEAD) |^(Describe|Get|List|Batch[A-Z][a-z]+Get)/;
// AWS makes a session or tells who one is; nothing is changed
const HARMLESS_SERVICES = ['sts'];

/** The calls that change something in AWS: neither reads, nor Terraform's state and its lock. */
export function changesIn(calls: readonly RecordedCall[]): string[] {
  return calls
    .filter(({ service, action }) => !READS.test(action) && !HARMLESS_SERVICES.includes(service))
    .map(({ service, action }) => `${service} ${action}`)
    .filter((call) => !/^s3 (PUT|DELETE) .*[.]tfstate([.]tflock)?$/.test(call));
}
