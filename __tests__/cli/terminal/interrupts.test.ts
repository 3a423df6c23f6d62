import { InterruptedError } from '../../../cli/terminal/errors';
import { inOrder } from '../../../cli/terminal/interrupts';
import { runTerraform } from '../../../cli/terraform/process';

const listeners = () => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => process.listenerCount(signal));

let stderr: jest.SpiedFunction<typeof process.stderr.write>;

beforeEach(() => {
  stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  stderr.mockRestore();
});

describe('inOrder', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('lets the work end after %s, and tells once', async (signal) => {
    const before = listeners();

    const isAborted = await inOrder((interruption) => {
      process.emit(signal);
      process.emit(signal);
      return Promise.resolve(interruption.aborted);
    });

    expect(isAborted).toBe(true);
    expect(stderr.mock.calls).toEqual([['\nTerraform finishes what it is doing. Please wait.\n']]);
    expect(listeners()).toEqual(before);
  });

  test('work within it ends with it', async () => {
    await inOrder(async (outer) => {
      await inOrder((inner) => {
        expect(inner).toBe(outer);
        return Promise.resolve();
      });
      process.emit('SIGINT');
      expect(outer.aborted).toBe(true);
    });
  });

  test('is over when the work fails', async () => {
    const before = listeners();

    await expect(inOrder(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(listeners()).toEqual(before);
    expect(await inOrder((interruption) => Promise.resolve(interruption.aborted))).toBe(false);
  });

  test('no Terraform is begun after an interrupt', async () => {
    const onLine = jest.fn();

    const run = inOrder(() => {
      process.emit('SIGINT');
      return runTerraform(['version'], { folder: '.', onLine });
    });

    await expect(run).rejects.toThrow(new InterruptedError('Interrupted, while nothing was being changed.'));
    expect(onLine).not.toHaveBeenCalled();
  });
});
