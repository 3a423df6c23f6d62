import { reasonToLeaveOut } from '../../../../cli/write-leaf/compose/left-out';

test.each([
  ['cap_add', 'Container.Capabilities.Add gives AUDIT_WRITE, MKNOD, NET_RAW back; a leaf gives no others'],
  ['cap_drop', 'a leaf has the capabilities that Docker gives, without AUDIT_WRITE, MKNOD, NET_RAW'],
  ['security_opt', 'Container.NoNewPrivileges: true is no-new-privileges; a leaf has no other security options'],
  ['toString', 'a leaf has no such key'],
])('says what a leaf has instead of %s', (key, reason) => {
  expect(reasonToLeaveOut(key)).toBe(reason);
});
