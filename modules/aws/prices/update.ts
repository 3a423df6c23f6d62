import { type PricingClient } from '@aws-sdk/client-pricing';

import { lookUp } from './lookup';
import { type PriceList, type RegionPrices } from './price-list';
import { FIGURES } from './products';
import { REFERENCE_REGION } from './prices';

export interface UpdateProps {
  readonly client: PricingClient;
  readonly before: PriceList;
  /** Regions to look up; what is known of others stays. */
  readonly regions: readonly string[];
  /** Today, e.g. `2026-11-29`. */
  readonly asOf: string;
  /** Gets a line about each Region. */
  readonly say: (line: string) => void;
}

/**
 * The price list with what AWS says today.
 *
 * @throws Error when us-east-1 would lose a price: it is taken where another Region's is not known
 */
export async function updatedPrices({ client, before, regions, asOf, say }: UpdateProps): Promise<PriceList> {
  const after: Record<string, RegionPrices> = { ...before };
  for (const region of regions) {
    const found = await lookUp(client, region, asOf);
    if (found === undefined) {
      say(`${region}: AWS's price list has nothing of it`);
      continue;
    }
    const missing = Object.keys(FIGURES).filter((figure) => !(figure in found.figures));
    if (region === REFERENCE_REGION && missing.length > 0) {
      throw new Error(
        `AWS's price list has no ${missing.join(', ')} of ${region}: correct modules/aws/prices/products.ts`,
      );
    }
    after[region] = found;
    const types = Object.values(found.instances).reduce((sum, sizes) => sum + Object.keys(sizes).length, 0);
    say(`${region}: ${types} instance types${missing.length === 0 ? '' : `, no ${missing.join(', ')}`}`);
  }
  return Object.fromEntries(Object.entries(after).sort(([a], [b]) => (a < b ? -1 : 1)));
}
