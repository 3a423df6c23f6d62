// Runs in a process of its own what Lambda's runtime would: requires a function's module and calls its handler.
// Console calls are told one by one, as the lines of Lambda's JSON log.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const LEVELS = ['debug', 'info', 'warn', 'error'];
const CONTEXT = { awsRequestId: '00000000-0000-4000-8000-000000000000' };

// whoever invoked it is gone
process.once('disconnect', () => process.exit());

process.once('message', async ({ folder, handler, event }) => {
  for (const level of LEVELS) console[level] = (message) => process.send({ log: { level, message } });
  console.log = console.info;
  // ends when the answer is out, also where the function left a timer or a connection behind, as Lambda does
  process.send(await answer(folder, handler, event), () => process.exit());
});

async function answer(folder, handler, event) {
  try {
    return { result: await load(folder, handler)(event, CONTEXT) };
  } catch (error) {
    return { error };
  }
}

/** `index.handler`: what the module index exports as handler. */
function load(folder, handler) {
  const [, module, name] = /^([^.]+)[.]([^.]+)$/.exec(handler) ?? [];
  if (module === undefined) throw new Error(`Bad handler '${handler}'`);
  const { [name]: loaded } = createRequire(import.meta.url)(join(folder, module));
  if (typeof loaded !== 'function') throw new Error(`${handler} is undefined or not exported`);
  return loaded;
}
