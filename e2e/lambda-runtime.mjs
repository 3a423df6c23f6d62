// Runs in a process of its own what Lambda's runtime would: requires a function's index.js and calls its handler.
// Console calls are told one by one, as the lines of Lambda's JSON log.
import { createRequire } from 'node:module';

const LEVELS = ['debug', 'info', 'warn', 'error'];
const CONTEXT = { awsRequestId: '00000000-0000-4000-8000-000000000000' };

process.once('message', async ({ path, event }) => {
  for (const level of LEVELS) console[level] = (message) => process.send({ log: { level, message } });
  console.log = console.info;
  // ends when the answer is out, also where the function left a timer or a connection behind, as Lambda does
  process.send(await answer(path, event), () => process.exit());
});

async function answer(path, event) {
  try {
    const { handler } = createRequire(import.meta.url)(path);
    return { result: await handler(event, CONTEXT) };
  } catch (error) {
    return { error };
  }
}
