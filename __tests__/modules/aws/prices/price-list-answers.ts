/** A product as GetProducts gives it, with its attributes shortened to those that matter. */
export function product(
  attributes: Readonly<Record<string, string>>,
  dollars: string,
  { beginRange = '0', currency = 'USD' } = {},
): string {
  const sku = 'ABCDEFGHIJKLMNOP';
  const dimension = (from: string, price: string) => ({
    rateCode: `${sku}.JRTCKXETXF.6YS6EN2CT7`,
    unit: 'GB-Mo',
    beginRange: from,
    endRange: 'Inf',
    description: 'what AWS writes on a bill',
    appliesTo: [],
    pricePerUnit: { [currency]: price },
  });
  return JSON.stringify({
    product: { productFamily: 'Storage', attributes: { servicecode: 'AmazonEC2', ...attributes }, sku },
    serviceCode: 'AmazonEC2',
    terms: {
      OnDemand: {
        [`${sku}.JRTCKXETXF`]: {
          priceDimensions: {
            // cheaper beyond a large quantity
            [`${sku}.JRTCKXETXF.2`]: dimension('10000', '0.0000000001'),
            [`${sku}.JRTCKXETXF.1`]: dimension(beginRange, dollars),
          },
          sku,
          effectiveDate: '2026-11-01T00:00:00Z',
          offerTermCode: 'JRTCKXETXF',
          termAttributes: {},
        },
      },
    },
    version: '20261120000000',
    publicationDate: '2026-11-20T00:00:00Z',
  });
}

export const instance = (type: string, dollars: string, prefix = 'EUC1-') =>
  product({ usagetype: `${prefix}BoxUsage:${type}`, instanceType: type, operatingSystem: 'Linux' }, dollars);
