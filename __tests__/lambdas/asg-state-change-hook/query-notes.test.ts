import { HookModel } from '../../support/hook-model';

const queryNotes = ({ notes }: HookModel) => [...notes.keys()].filter((key) => /^(address|answered)\//.test(key));

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

test('where the query finds the instance is noted once, and forgotten with it', async () => {
  const model = withQuery();
  model.start();
  await model.run();
  await model.run();
  expect(model.notes.get('address/i-1')).toBe('2026-11-22T20:00:00.000Z 198.51.100.1');

  model.sleep();
  model.finishTermination();
  await model.run();
  expect(queryNotes(model)).toEqual([]);
});

test('an instance without an address has no note, and gets one when it has one', async () => {
  const model = withQuery();
  model.wake();
  model.launch();
  await model.run();
  expect(model.notes.has('address/i-1')).toBe(false);

  model.giveAddress();
  await model.run();
  expect(model.notes.has('address/i-1')).toBe(true);
});

test('without a Query nothing is noted of an address', async () => {
  const model = new HookModel();
  model.start();
  await model.run();

  expect(queryNotes(model)).toEqual([]);
});

test('the address goes when the instance terminates, the answer when people know of its end', async () => {
  const model = new HookModel((call) =>
    call.startsWith('notify') ? Promise.reject(new Error('no')) : Promise.resolve(),
  );
  model.hasQuery = true;
  model.start();
  model.answer();
  await expect(model.run()).rejects.toThrow('cannot notify base and leaf');
  model.sleep();
  await model.run();
  expect(queryNotes(model)).toEqual(['answered/i-1']);

  model.finishTermination();
  await expect(model.run()).rejects.toThrow('cannot notify');
  // "stopped" is still to say how many played
  expect(queryNotes(model)).toEqual(['answered/i-1']);
  expect(model.notes.has('ready/i-1')).toBe(true);
});
