import { InterruptedError } from '../../../cli/terminal/errors';
import { tellingOnInterrupt, withoutInterruption } from '../../../cli/terminal/interrupts';
import { runTerraform } from '../../../cli/terraform/process';

const listeners = () => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => process.listenerCount(signal));

let stderr: jest.SpiedFunction<typeof process.stderr.write>;

beforeEach(() => {
  stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  stderr.mockRestore();
});

describe('withoutInterruption', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'lets the work finish after %s, and says once that it waits',
    async (signal) => {
      const before = listeners();

      const isAborted = await withoutInterruption((interruption) => {
        process.emit(signal);
        process.emit(signal);
        return Promise.resolve(interruption.aborted);
      });

      expect(isAborted).toBe(true);
      expect(stderr.mock.calls).toEqual([['\nTerraform finishes what it is doing. Please wait.\n']]);
      expect(listeners()).toEqual(before);
    },
  );

  test('gives nested work the same signal', async () => {
    await withoutInterruption(async (outer) => {
      await withoutInterruption((inner) => {
        expect(inner).toBe(outer);
        return Promise.resolve();
      });
      process.emit('SIGINT');
      expect(outer.aborted).toBe(true);
    });
  });

  test('removes its signal handlers when the work fails', async () => {
    const before = listeners();

    await expect(withoutInterruption(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(listeners()).toEqual(before);
    expect(await withoutInterruption((interruption) => Promise.resolve(interruption.aborted))).toBe(false);
  });

  test('starts no Terraform after an interrupt', async () => {
    const onLine = jest.fn();

    const run = withoutInterruption(() => {
      process.emit('SIGINT');
      return runTerraform(['version'], { folder: '.', onLine });
    });

    await expect(run).rejects.toThrow(new InterruptedError('Interrupted while nothing was being changed.'));
    expect(onLine).not.toHaveBeenCalled();
  });
});

describe('tellingOnInterrupt', () => {
  test('says after Ctrl-C what goes on, before a spinner ends this process, and ends it also without one', async () => {
    const exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const told: string[] = [];
    const spinner = () => told.push(...stderr.mock.calls.map(([text]) => String(text)), 'the spinner ends');
    process.on('SIGINT', spinner);

    await tellingOnInterrupt('minecraft goes on starting.', async () => {
      process.emit('SIGINT');
      await new Promise((done) => setImmediate(done));
    });

    process.off('SIGINT', spinner);
    expect(told).toEqual(['\nminecraft goes on starting.\n', 'the spinner ends']);
    expect(exit.mock.calls).toEqual([[130]]);
    exit.mockRestore();
  });

  test('removes its handler when the work ends', async () => {
    const before = listeners();

    expect(await tellingOnInterrupt('on', () => Promise.resolve(42))).toBe(42);
    await expect(tellingOnInterrupt('on', () => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(listeners()).toEqual(before);
  });
});
