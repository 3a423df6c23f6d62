import { onInterrupt } from '../interrupts';
import { emulatorSettings, startEmulator } from './emulator';

/** `npm run emulator`: starts an emulator to try things by hand, until Ctrl-C. */
async function main(): Promise<void> {
  const emulator = await startEmulator();
  console.log(`# AWS emulator at ${emulator.endpoint}. For another terminal:`);
  for (const [name, value] of Object.entries(emulatorSettings(emulator.endpoint))) {
    console.log(`export ${name}=${value}`);
  }
  console.log('# Ctrl-C ends it.');
  onInterrupt(() => void emulator.stop());
}

main().catch((error: unknown) => {
  console.error(`emulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
