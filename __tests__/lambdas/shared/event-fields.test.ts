import { fields } from '../../../lambdas/shared/event-fields';

test('reads the fields of an object', () => {
  expect(fields({ source: 'aws.ecs' })).toEqual({ source: 'aws.ecs' });
});

test.each([undefined, null, 'text', 1])('%p has no fields', (value) => {
  expect(fields(value)).toEqual({});
});
