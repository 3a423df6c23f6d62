// Does in a process of its own what Lambda's runtime does: requires a function's module and calls its handler.
// Sends each console call to the parent, as a line of Lambda's JSON log.
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { playInternet } from './internet.mjs';

const LEVELS = ['debug', 'info', 'warn', 'error'];
const CONTEXT = { awsRequestId: '00000000-0000-4000-8000-000000000000' };

// the process that invoked the function has ended
process.once('disconnect', () => process.exit());

process.once('message', async ({ folder, handler, event, routes }) => {
  playInternet(routes);
  for (const level of LEVELS) console[level] = (message) => process.send({ log: { level, message } });
  console.log = console.info;
  // ends as soon as the answer is sent, as Lambda does, also where the function left a timer or a connection
  process.send(await answer(folder, handler, event), () => process.exit());
});

async function answer(folder, handler, event) {
  try {
    return { result: await load(folder, handler)(event, CONTEXT) };
  } catch (error) {
    return { error };
  }
}

/** Loads `index.handler`: the export `handler` of the module `index`. */
function load(folder, handler) {
  const [, module, name] = /^([^.]+)[.]([^.]+)$/.exec(handler) ?? [];
  if (module === undefined) throw new Error(`Bad handler '${handler}'`);
  const { [name]: loaded } = createRequire(import.meta.url)(join(folder, module));
  if (typeof loaded !== 'function') throw new Error(`${handler} is undefined or not exported`);
  return loaded;
}
