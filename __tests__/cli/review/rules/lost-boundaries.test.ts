import { lostBoundaries } from '../../../../cli/review/rules/lost-boundaries';
import { type ChangeOfPlan, guardedPlan } from '../../support/plan';

const found = (more: Partial<ChangeOfPlan>) =>
  lostBoundaries(guardedPlan([{ address: 'aws_iam_role.It', actions: ['update'], ...more }])).map(
    ({ address, message }) => `${address} ${message}`,
  );

const before = { permissions_boundary: 'arn:aws:iam::123456789012:policy/most' };

test('reports a role that loses its permissions boundary, updated or replaced', () => {
  const expected = ['aws_iam_role.It loses its permissions boundary'];

  expect(found({ before, after: { permissions_boundary: null } })).toEqual(expected);
  expect(found({ before, after: { permissions_boundary: '' } })).toEqual(expected);
  expect(found({ actions: ['delete', 'create'], before, after: {} })).toEqual(expected);
});

test('reports another boundary, also one that is known only after apply', () => {
  const expected = ['aws_iam_role.It gets another permissions boundary'];

  expect(found({ before, after: { permissions_boundary: 'arn:aws:iam::aws:policy/AdministratorAccess' } })).toEqual(
    expected,
  );
  expect(found({ before, after: {}, unknown: { permissions_boundary: true } })).toEqual(expected);
});

test('does not report a boundary that stays, is new, or goes with its role', () => {
  expect(found({ before, after: { ...before, tags: {} } })).toEqual([]);
  expect(found({ before: {}, after: before })).toEqual([]);
  expect(found({ actions: ['delete'], before })).toEqual([]);
});
