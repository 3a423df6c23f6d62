import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type tty from 'node:tty';
import { stripVTControlCharacters } from 'node:util';

import { withoutInterruption } from '../../../cli/terminal/interrupts';
import { createReporter } from '../../../cli/terminal/reporter';

// nanospinner draws only where it takes standard output for a terminal, and no CI: that it asks once, when it is loaded. The
// environment is this file's own.
jest.mock('node:tty', () => {
  delete process.env.CI;
  return { ...jest.requireActual<typeof tty>('node:tty'), isatty: () => true };
});

const { isTTY } = process.stdout;

beforeEach(() => {
  process.stdout.isTTY = true;
});

afterEach(() => {
  process.stdout.isTTY = isTTY;
  jest.restoreAllMocks();
});

/** A stream that is not a terminal, and what was written to it. */
function output() {
  const stream = new PassThrough({ encoding: 'utf8' });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => String(stream.read() ?? '') };
}

test('shows long work in plain lines without a terminal', async () => {
  const { stream, text } = output();
  const reporter = createReporter(stream);

  const result = await reporter.during('Planning base', (say) => {
    say('refreshing');
    return Promise.resolve(42);
  });

  expect(result).toBe(42);
  expect(text()).toBe('Planning base\n  refreshing\n');
});

test('knows how wide the terminal is, also when a person changes that', () => {
  const { stream } = output();
  const reporter = createReporter(stream);
  expect(reporter.columns).toBeUndefined();

  Object.assign(stream, { isTTY: true, columns: 60 });
  expect(reporter.columns).toBe(60);
  Object.assign(stream, { columns: 80 });
  expect(reporter.columns).toBe(80);
});

test('shows long work in plain lines on a terminal without a width', async () => {
  const { stream, text } = output();
  const reporter = createReporter(Object.assign(stream, { isTTY: true, columns: 0 }));

  await reporter.during('Planning base', () => Promise.resolve());

  expect(text()).toBe('Planning base\n');
});

test('shows long work in plain lines when the answer goes to a file', async () => {
  const { stream, text } = output();
  process.stdout.isTTY = false;
  const reporter = createReporter(Object.assign(stream, { isTTY: true, columns: 80 }));

  await reporter.during('Planning base', () => Promise.resolve());

  expect(text()).toBe('Planning base\n');
});

/** What a terminal shows in the end of what was written to it: a redrawn line replaces the old one. */
function screen(text: string): string[] {
  const lines = text.split('\n').map((line) => line.split('\u001b[2K').at(-1) ?? '');
  return lines.map(stripVTControlCharacters);
}

test('on a terminal replaces progress, and keeps what was said', async () => {
  const { stream, text } = output();
  const reporter = createReporter(Object.assign(stream, { isTTY: true, columns: 80 }));
  const drawn = () => setTimeout(150);

  await reporter.during('Planning base', async (say) => {
    say('refreshing');
    await drawn();
    reporter.say('base: moved its local state to S3');
    await drawn();
  });

  const written = text();
  expect(written).toContain('Planning base: refreshing');
  expect(screen(written)).toEqual(['base: moved its local state to S3', '✔ Planning base', '']);
});

test('on a terminal shows how much time passed, also in the end', async () => {
  const { stream, text } = output();
  const reporter = createReporter(Object.assign(stream, { isTTY: true, columns: 80 }));
  const startedAt = Date.now();
  const now = jest.spyOn(Date, 'now').mockReturnValue(startedAt);

  await reporter.during('Applying base', async (say) => {
    now.mockReturnValue(startedAt + 72_000);
    say('creating');
    await setTimeout(150);
    now.mockReturnValue(startedAt + 75_900);
  });

  const written = text();
  expect(written).toContain('Applying base (1 min 12 s): creating');
  expect(screen(written)).toEqual(['✔ Applying base (1 min 15 s)', '']);
});

describe('on a terminal, Ctrl-C', () => {
  const listeners = () => ['SIGINT', 'SIGTERM'].map((signal) => process.listenerCount(signal));
  let exit: jest.SpiedFunction<typeof process.exit>;

  beforeEach(() => {
    exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
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

  test('does not end uninterruptible work', async () => {
    await withoutInterruption(interrupted);

    expect(exit).not.toHaveBeenCalled();
  });
});

test('throws what the work throws', async () => {
  const reporter = createReporter(output().stream);

  await expect(reporter.during('Planning base', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('has no colours without a terminal', () => {
  const { stream, text } = output();
  const reporter = createReporter(stream);

  reporter.say(reporter.colors.red('Refused'));

  expect(text()).toBe('Refused\n');
});
