import { log } from '../../../lambdas/shared/log';

afterEach(() => jest.restoreAllMocks());

test.each(['debug', 'info', 'warn', 'error'] as const)(
  'writes %s with one object, which is what Lambda puts into its JSON line as it is',
  (level) => {
    const write = jest.spyOn(console, level).mockImplementation();

    log[level]('late event', { taskId: 'abc', ageSeconds: 130 });

    expect(write.mock.calls).toEqual([[{ message: 'late event', taskId: 'abc', ageSeconds: 130 }]]);
  },
);

test('writes a line without fields', () => {
  const write = jest.spyOn(console, 'info').mockImplementation();

  log.info('already asleep');

  expect(write.mock.calls).toEqual([[{ message: 'already asleep' }]]);
});
