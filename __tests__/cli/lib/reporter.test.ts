import { PassThrough } from 'node:stream';

import { createReporter } from '../../../cli/lib/reporter';

/** A stream that is no terminal, and what was written to it. */
function output() {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: false });
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
