import { type PriceList } from '../../../../modules/aws/prices/price-list';
import list from '../../../../modules/aws/prices/region-prices.json';
import { hourlyPrice, pricesIn } from '../../../../modules/aws/prices/prices';
import { FIGURES, isKept } from '../../../../modules/aws/prices/products';
import { REGIONS } from '../../../../modules/aws/regions';

const LIST: PriceList = {
  'us-east-1': {
    asOf: '2026-11-22',
    figures: { efsStandard: 0.3, efsOneZone: 0.16, backup: 0.05, gp3: 0.08, alarmMetric: 0.1, metric: 0.3 },
    surplusVcpuHour: { t3: 0.05, t4g: 0.04 },
    instances: { m5: { large: 0.096, xlarge: 0.192 } },
  },
  'eu-central-2': { asOf: '2026-11-29', figures: { gp3: 0.1 }, surplusVcpuHour: {}, instances: { m5: { large: 0.1 } } },
};

test("takes a Region's own prices, and those of us-east-1 for what it has not", () => {
  const prices = pricesIn('eu-central-2', LIST);

  expect([prices.asOf, prices.isBorrowed]).toEqual(['2026-11-29', false]);
  expect(prices.of('gp3')).toEqual({ dollars: 0.1, region: 'eu-central-2' });
  expect(prices.of('backup')).toEqual({ dollars: 0.05, region: 'us-east-1' });
  expect(prices.instance('m5.large')).toEqual({ dollars: 0.1, region: 'eu-central-2' });
  expect(prices.instance('m5.xlarge')).toEqual({ dollars: 0.192, region: 'us-east-1' });
  expect(prices.instance('m5.metal')).toBeUndefined();
  expect(prices.instance('x9.huge')).toBeUndefined();
  expect(prices.surplus('t4g.large')).toEqual({ dollars: 0.04, region: 'us-east-1' });
});

test('takes those of us-east-1 for a Region that is not in the list', () => {
  const prices = pricesIn('eu-north-1', LIST);

  expect([prices.asOf, prices.isBorrowed]).toEqual(['2026-11-22', true]);
  expect(prices.instance('m5.large')).toEqual({ dollars: 0.096, region: 'us-east-1' });
});

test('fails where a price is in no Region', () => {
  const none = { 'us-east-1': { asOf: '2026-11-22', figures: {}, surplusVcpuHour: {}, instances: {} } };

  expect(() => pricesIn('us-east-1', none).of('gp3')).toThrow("region-prices.json has no price 'gp3' of us-east-1");
  expect(() => pricesIn('us-east-1', {})).toThrow('region-prices.json has no prices of us-east-1');
});

test('an hour is the instance, its address and its share of a month of the disk', () => {
  expect(hourlyPrice(pricesIn('us-east-1', LIST), 'm5.large', 73)).toEqual({
    dollars: 0.096 + 0.005 + (73 * 0.08) / 730,
    region: 'us-east-1',
  });
  expect(hourlyPrice(pricesIn('eu-central-2', LIST), 'm5.large', 73)?.region).toBe('eu-central-2');
  expect(hourlyPrice(pricesIn('eu-central-2', LIST), 'm5.xlarge', 73)?.region).toBe('us-east-1');
  expect(hourlyPrice(pricesIn('us-east-1', LIST), 'x9.huge', 73)).toBeUndefined();
});

test('region-prices.json has only Regions that we know, instance types that it keeps, and prices above 0', () => {
  const all: PriceList = list;
  for (const [region, { asOf, figures, surplusVcpuHour, instances }] of Object.entries(all)) {
    expect(REGIONS).toContain(region);
    expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
    const types = Object.entries(instances).flatMap(([family, sizes]) =>
      Object.keys(sizes).map((size) => `${family}.${size}`),
    );
    expect(types.filter((type) => !isKept(type))).toEqual([]);
    const prices = [figures, surplusVcpuHour, ...Object.values(instances)].flatMap((part) => Object.values(part));
    expect(prices.filter((price) => !(price > 0 && price < 10))).toEqual([]);
  }
  expect(Object.keys(all['us-east-1']!.figures).sort()).toEqual(Object.keys(FIGURES).sort());
  expect(Object.keys(all['us-east-1']!.surplusVcpuHour).sort()).toEqual(['t2', 't3', 't3a', 't4g']);
});
