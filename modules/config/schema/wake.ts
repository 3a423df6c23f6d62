import { section } from './containers';
import { flag } from './fields';

export const wake = section({
  byDns: flag()
    .default(true)
    .describe(
      'Whether a DNS query for its name wakes it, which is what a connection begins with. With false only `./cm wake` does, and people in the console: strangers who ask for names cost nothing then.',
    ),
})
  .prefault({})
  .describe('Who wakes the leaf.');
