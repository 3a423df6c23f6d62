import { GetProductsCommand, type GetProductsCommandOutput, type PricingClient } from '@aws-sdk/client-pricing';

import { type Offer, readOffer } from './offer';
import { type Figure, type RegionPrices } from './price-list';
import { FIGURES, filtersOf, INSTANCES, isKept, type Product, SIZES, SURPLUS, withoutRegion } from './products';

/** AWS lists one product several times, at different prices. */
export class AmbiguousPriceError extends Error {
  override readonly name = 'AmbiguousPriceError';
}

/**
 * The prices of a Region in AWS's price list.
 *
 * @param asOf today, e.g. `2026-11-29`
 * @returns undefined where AWS lists nothing of it: the Region is of another partition, or does not exist
 * @throws AmbiguousPriceError
 */
export async function lookUp(client: PricingClient, region: string, asOf: string): Promise<RegionPrices | undefined> {
  const figures: Partial<Record<Figure, number>> = {};
  // a cast: Object.entries widens the keys to string
  for (const [figure, product] of Object.entries(FIGURES) as [Figure, Product][]) {
    const [price] = Object.values(unique(region, await offers(client, product, region), () => figure));
    if (price !== undefined) figures[figure] = price;
  }
  const surplus = await offers(client, SURPLUS, region);
  const surplusVcpuHour = unique(region, surplus, ({ usageType }) => usageType.replace(/^.*:/, ''));
  const types = (await offers(client, INSTANCES, region)).filter(({ instanceType = '' }) => isKept(instanceType));
  const instances = byFamily(unique(region, types, ({ instanceType = '' }) => instanceType));
  if (Object.keys(figures).length === 0 && types.length === 0) return undefined;
  return { asOf, figures, surplusVcpuHour, instances };
}

async function offers(client: PricingClient, product: Product, region: string): Promise<Offer[]> {
  const found: Offer[] = [];
  let token: string | undefined;
  do {
    const answer: GetProductsCommandOutput = await client.send(
      new GetProductsCommand({
        ServiceCode: product.serviceCode,
        Filters: filtersOf(product, region),
        FormatVersion: 'aws_v1',
        ...(token !== undefined && { NextToken: token }),
      }),
    );
    for (const text of answer.PriceList ?? []) {
      const offer = readOffer(String(text));
      if (offer !== undefined && product.usageType.test(withoutRegion(offer.usageType))) found.push(offer);
    }
    token = answer.NextToken;
  } while (token !== undefined && token !== '');
  return found;
}

function unique(region: string, all: readonly Offer[], nameOf: (offer: Offer) => string): Record<string, number> {
  const prices: Record<string, number> = {};
  for (const offer of all) {
    const name = nameOf(offer);
    const before = prices[name];
    if (before !== undefined && before !== offer.dollars) {
      throw new AmbiguousPriceError(
        `AWS lists ${name} in ${region} at ${before} $ and at ${offer.dollars} $ (${offer.usageType}): modules/aws/prices/products.ts must tell them apart`,
      );
    }
    prices[name] = offer.dollars;
  }
  return prices;
}

function byFamily(prices: Readonly<Record<string, number>>): RegionPrices['instances'] {
  const families: Record<string, Record<string, number>> = {};
  const sorted = Object.entries(prices)
    .map(([type, price]) => ({ parts: type.split('.'), price }))
    .map(({ parts: [family = '', size = ''], price }) => ({ family, size, price }))
    .sort((a, b) => compare(a.family, b.family) || SIZES.indexOf(a.size) - SIZES.indexOf(b.size));
  for (const { family, size, price } of sorted) families[family] = { ...families[family], [size]: price };
  return families;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
