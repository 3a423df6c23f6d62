/** One product of AWS's price list, as far as it is needed. */
export interface Offer {
  /** E.g. `EUC1-BoxUsage:m7i-flex.large`. */
  readonly usageType: string;
  /** Absent for what is no instance. */
  readonly instanceType?: string;
  /** $ for the first unit, on demand: quantities that get cheaper beyond thousands are none of a leaf. */
  readonly dollars: number;
}

interface Text {
  readonly product?: { readonly attributes?: Readonly<Record<string, string>> };
  readonly terms?: { readonly OnDemand?: Readonly<Record<string, { readonly priceDimensions?: Dimensions }>> };
}

type Dimensions = Readonly<
  Record<string, { readonly beginRange?: string; readonly pricePerUnit?: Readonly<Record<string, string>> }>
>;

/**
 * A product of GetProducts.
 *
 * @param text one element of its PriceList: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 * @returns undefined for one without a price on demand in $, as in China
 * @throws SyntaxError when it is not JSON
 */
export function readOffer(text: string): Offer | undefined {
  // a cast, since JSON has no types; each part may be absent
  const { product, terms } = JSON.parse(text) as Text;
  const { usagetype: usageType, instanceType } = product?.attributes ?? {};
  const dimensions = Object.values(terms?.OnDemand ?? {}).flatMap(({ priceDimensions = {} }) =>
    Object.values(priceDimensions),
  );
  const first = dimensions.find(
    ({ beginRange = '0', pricePerUnit }) => Number(beginRange) === 0 && pricePerUnit?.USD !== undefined,
  );
  const dollars = Number(first?.pricePerUnit?.USD);
  if (usageType === undefined || !Number.isFinite(dollars) || dollars <= 0) return undefined;
  return { usageType, dollars, ...(instanceType !== undefined && { instanceType }) };
}
