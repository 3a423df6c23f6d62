import { isMap, isScalar, isSeq, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/**
 * Files of AWS-ContainerManager list their subscriptions, `- Email: …`. They become one map with a list of addresses,
 * and each address keeps its line and column.
 */
export function joinListedEmails(root: unknown): void {
  if (!isMap(root)) return;
  const list = root.get('AlertSubscription', true);
  if (!isSeq(list)) return;
  const entries = list.items.flatMap((item) => (isMap(item) ? item.items : []));
  // the schema reports anything but maps
  if (!list.items.every(isMap)) return;
  const isEmail = ({ key }: Pair) => isScalar(key) && key.value === 'Email';
  const emails = new YAMLSeq();
  emails.range = list.range ?? null;
  emails.items = entries.filter((pair) => isEmail(pair) && !isEmpty(pair.value)).map(({ value }) => value);
  const joined = new YAMLMap();
  joined.range = list.range ?? null;
  const key = new Scalar('Email');
  key.range = list.range ?? null;
  joined.items = [new Pair(key, emails), ...entries.filter((pair) => !isEmail(pair))];
  root.set('AlertSubscription', joined);
}

function isEmpty(value: unknown): boolean {
  return isScalar(value) && value.value === '' && value.tag === undefined;
}
