import { PassThrough } from 'node:stream';

import { inOrder } from '../../../cli/lib/in-order';
import { createReporter } from '../../../cli/lib/reporter';

/** A stream that is no terminal, and what was written to it. */
function output() {
  const stream = new PassThrough({ encoding: 'utf8' });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => String(stream.read() ?? '') };
}

test('tells long work in plain lines where there is no terminal', async () => {
  const { stream, text } = output();
  const reporter = createReporter(stream);

  const result = await reporter.during('Planning base', (say) => {
    say('refreshing');
    return Promise.resolve(42);
  });

  expect(result).toBe(42);
  expect(text()).toBe('Planning base\n  refreshing\n');
});

test('tells long work in plain lines on a terminal without a width', async () => {
  const { stream, text } = output();
  const reporter = createReporter(Object.assign(stream, { isTTY: true, columns: 0 }));

  await reporter.during('Planning base', () => Promise.resolve());

  expect(text()).toBe('Planning base\n');
});

describe('on a terminal, Ctrl-C', () => {
  const listeners = () => ['SIGINT', 'SIGTERM'].map((signal) => process.listenerCount(signal));
  const { CI } = process.env;
  let exit: jest.SpiedFunction<typeof process.exit>;

  beforeEach(() => {
    delete process.env.CI;
    exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });

  afterEach(() => {
    if (CI !== undefined) process.env.CI = CI;
    jest.restoreAllMocks();
  });

  const interrupted = async () => {
    const stream = Object.assign(output().stream, { isTTY: true, columns: 80 });
    await createReporter(stream).during('Applying base', () => {
      process.emit('SIGINT');
      return Promise.resolve();
    });
  };

  test('ends the work', async () => {
    const before = listeners();

    await interrupted();

    expect(exit.mock.calls).toEqual([[130]]);
    expect(listeners()).toEqual(before);
  });

  test('does not end work that ends in order', async () => {
    await inOrder(interrupted);

    expect(exit).not.toHaveBeenCalled();
  });
});

test('passes on what fails', async () => {
  const reporter = createReporter(output().stream);

  await expect(reporter.during('Planning base', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('has no colours where there is no terminal', () => {
  const { stream, text } = output();
  const reporter = createReporter(stream);

  reporter.say(reporter.colors.red('Refused'));

  expect(text()).toBe('Refused\n');
});
