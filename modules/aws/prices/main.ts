import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PricingClient } from '@aws-sdk/client-pricing';
import { format } from 'prettier';

import { REGIONS } from '../regions';
import list from './region-prices.json';
import { updatedPrices } from './update';

const FILE = join(__dirname, 'region-prices.json');

/**
 * `npm run prices [-- REGION …]`: writes region-prices.json from AWS's price list, of all Regions or of the named ones. Needs AWS credentials with
 * `pricing:GetProducts`; asking is free. China has prices in yuan, in a price list of its own.
 */
async function main(named: readonly string[]): Promise<void> {
  const regions = named.length > 0 ? named : REGIONS.filter((region) => !region.startsWith('cn-'));
  // one of the few Regions with the price list of all
  const client = new PricingClient({ region: 'us-east-1' });
  const asOf = new Date().toISOString().slice(0, 10);
  const say = (line: string) => {
    console.log(line);
  };
  const after = await updatedPrices({ client, before: list, regions, asOf, say });
  writeFileSync(FILE, await format(JSON.stringify(after), { parser: 'json', printWidth: 120 }));
  say(
    'modules/aws/prices/region-prices.json is written. Now: npm test, whose amounts in README.md and docs/ follow us-east-1',
  );
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`prices: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
