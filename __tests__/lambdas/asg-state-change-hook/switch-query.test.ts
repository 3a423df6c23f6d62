import { HookModel } from '../../support/hook-model';

const switches = ({ writes }: HookModel) => writes.filter((write) => write.startsWith('turn query'));

beforeEach(() => {
  jest.spyOn(console, 'info').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

function withQuery(): HookModel {
  const model = new HookModel();
  model.hasQuery = true;
  return model;
}

test('the query is on from the wake-up until the last instance is gone', async () => {
  const model = withQuery();
  await model.run();
  expect(switches(model)).toEqual([]);

  model.wake();
  await model.run({ kind: 'group' });
  expect(model.isQueryOn).toBe(true);

  model.start();
  await model.run({ kind: 'task-runs' });
  model.sleep();
  await model.run({ kind: 'group' });
  expect(model.isQueryOn).toBe(true);

  model.finishTermination();
  await model.run({ kind: 'group' });
  await model.run();
  expect(model.isQueryOn).toBe(false);
  expect(switches(model)).toEqual(['turn query on', 'turn query off']);
});

test('a record that cannot be written does not keep the query off', async () => {
  const model = new HookModel((call) =>
    call === 'write record' ? Promise.reject(new Error('no')) : Promise.resolve(),
  );
  model.hasQuery = true;
  model.start();

  await expect(model.run()).rejects.toThrow('no');
  expect(model.isQueryOn).toBe(true);
});

test('a rule that cannot be switched keeps nothing else from being done', async () => {
  const model = new HookModel((call) =>
    call === 'turn query on' ? Promise.reject(new Error('no')) : Promise.resolve(),
  );
  model.hasQuery = true;
  model.start();
  model.answer();

  await expect(model.run()).rejects.toThrow('no');
  expect(model.record).toBe('198.51.100.1');
  expect(model.told.map(({ subject }) => subject)).toEqual(['minecraft is ready']);
});
