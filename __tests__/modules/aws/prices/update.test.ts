import { GetProductsCommand, type GetProductsCommandInput, PricingClient } from '@aws-sdk/client-pricing';
import { mockClient } from 'aws-sdk-client-mock';

import { type PriceList } from '../../../../modules/aws/prices/price-list';
import { updatedPrices } from '../../../../modules/aws/prices/update';
import { instance, product } from './price-list-answers';

const aws = mockClient(PricingClient);

/** What AWS lists, by service and the value of the filter that tells its parts apart: pages of products. */
type Listed = Readonly<Record<string, readonly (readonly string[])[]>>;

function listed(region: string, pages: Listed): void {
  aws.reset();
  aws.on(GetProductsCommand).callsFake(({ ServiceCode, Filters = [], NextToken }: GetProductsCommandInput) => {
    const values = Filters.map(({ Value }) => Value);
    if (!values.includes(region)) return { FormatVersion: 'aws_v1', PriceList: [] };
    const part = ['CPU Credits', 'gp3', 'Linux'].find((value) => values.includes(value));
    const all = pages[[ServiceCode, ...(part === undefined ? [] : [part])].join(' ')] ?? [];
    const page = Number(NextToken ?? 0);
    return {
      FormatVersion: 'aws_v1',
      PriceList: all[page] ?? [],
      ...(page + 1 < all.length && { NextToken: String(page + 1) }),
    };
  });
}

const of = (usagetype: string, dollars: string) => product({ usagetype }, dollars);

const FRANKFURT: Listed = {
  AmazonEFS: [
    [of('EUC1-IATimedStorage-ByteHrs', '0.0180'), of('EUC1-TimedStorage-ByteHrs', '0.3600')],
    [of('EUC1-IATimedStorage-Z-ByteHrs', '0.0096'), of('EUC1-TimedStorage-Z-ByteHrs', '0.1920')],
  ],
  AWSBackup: [[of('EUC1-WarmStorage-ByteHrs-EFS-LAGV', '0.9'), of('EUC1-WarmStorage-ByteHrs-EFS', '0.0600')]],
  'AmazonEC2 gp3': [[of('EUC1-EBS:VolumeUsage.gp3', '0.0952000000')]],
  AmazonCloudWatch: [
    [of('EUC1-CW:HighResAlarmMonitorUsage', '0.3')],
    [of('EUC1-CW:AlarmMonitorUsage', '0.1000000000'), of('EUC1-CW:MetricMonitorUsage', '0.3000000000')],
  ],
  'AmazonEC2 CPU Credits': [[of('EUC1-CPUCredits:t3', '0.05'), of('EUC1-CPUCredits:t4g', '0.04')]],
  'AmazonEC2 Linux': [
    [instance('m7i-flex.large', '0.1'), instance('t3.large', '0.096'), instance('g5.xlarge', '1.2')],
    [instance('t3.medium', '0.048'), instance('m5.metal', '5'), product({ usagetype: 'EUC1-UnusedBox:t3.nano' }, '1')],
  ],
};

const OLD: PriceList = {
  'us-east-1': {
    asOf: '2026-01-01',
    figures: { efsStandard: 0.3, efsOneZone: 0.16, backup: 0.05, gp3: 0.08, alarmMetric: 0.1, metric: 0.3 },
    surplusVcpuHour: { t3: 0.05 },
    instances: { m5: { large: 0.096 } },
  },
};

async function update(regions: readonly string[], before = OLD) {
  const said: string[] = [];
  const client = new PricingClient({ region: 'us-east-1' });
  const after = await updatedPrices({ client, before, regions, asOf: '2026-11-29', say: (line) => said.push(line) });
  return { after, said };
}

test('writes what AWS lists of a Region, from all pages, and keeps what is known of others', async () => {
  listed('eu-central-1', FRANKFURT);

  const { after, said } = await update(['eu-central-1']);

  expect(after).toEqual({
    'eu-central-1': {
      asOf: '2026-11-29',
      figures: { efsStandard: 0.36, efsOneZone: 0.192, backup: 0.06, gp3: 0.0952, alarmMetric: 0.1, metric: 0.3 },
      surplusVcpuHour: { t3: 0.05, t4g: 0.04 },
      instances: { 'm7i-flex': { large: 0.1 }, t3: { medium: 0.048, large: 0.096 } },
    },
    'us-east-1': OLD['us-east-1'],
  });
  expect(Object.keys(after)).toEqual(['eu-central-1', 'us-east-1']);
  expect(said).toEqual(['eu-central-1: 3 instance types']);
});

test('asks for the Region, Linux and shared hardware', async () => {
  listed('eu-central-1', FRANKFURT);

  await update(['eu-central-1']);

  const asked = aws.commandCalls(GetProductsCommand).map(({ args: [{ input }] }) => input);
  expect(asked.filter(({ ServiceCode }) => ServiceCode === 'AmazonEC2').at(-2)).toEqual({
    ServiceCode: 'AmazonEC2',
    Filters: [
      { Type: 'TERM_MATCH', Field: 'regionCode', Value: 'eu-central-1' },
      { Type: 'TERM_MATCH', Field: 'operatingSystem', Value: 'Linux' },
      { Type: 'TERM_MATCH', Field: 'tenancy', Value: 'Shared' },
      { Type: 'TERM_MATCH', Field: 'preInstalledSw', Value: 'NA' },
      { Type: 'TERM_MATCH', Field: 'capacitystatus', Value: 'Used' },
    ],
    FormatVersion: 'aws_v1',
  });
  expect(asked.at(-1)).toMatchObject({ NextToken: '1' });
});

test('leaves out what a Region does not have, and says so', async () => {
  listed('eu-central-2', { ...FRANKFURT, AmazonEFS: [[of('EUC2-TimedStorage-ByteHrs', '0.396')]] });

  const { after, said } = await update(['eu-central-2', 'eu-nowhere-1']);

  expect(after['eu-central-2']?.figures).not.toHaveProperty('efsOneZone');
  expect(after).not.toHaveProperty('eu-nowhere-1');
  expect(said).toEqual([
    'eu-central-2: 3 instance types, no efsOneZone',
    "eu-nowhere-1: AWS's price list has nothing of it",
  ]);
});

test('takes no price that is not in dollars', async () => {
  const yuan = product({ usagetype: 'CNN1-EBS:VolumeUsage.gp3' }, '0.5', { currency: 'CNY' });
  listed('cn-north-1', { 'AmazonEC2 gp3': [[yuan]] });

  expect((await update(['cn-north-1'])).after).toEqual(OLD);
});

test('never takes a price of us-east-1 away, since others fall back on it', async () => {
  listed('us-east-1', { ...FRANKFURT, 'AmazonEC2 gp3': [], AWSBackup: [] });

  await expect(update(['us-east-1'])).rejects.toThrow(
    "AWS's price list has no backup, gp3 of us-east-1: correct modules/aws/prices/products.ts",
  );
});

test('refuses to choose between two prices of one product', async () => {
  listed('eu-central-1', { 'AmazonEC2 Linux': [[instance('m5.large', '0.115')], [instance('m5.large', '0.23')]] });

  await expect(update(['eu-central-1'])).rejects.toThrow(
    'AWS lists m5.large in eu-central-1 at 0.115 $ and at 0.23 $ (EUC1-BoxUsage:m5.large): modules/aws/prices/products.ts must tell them apart',
  );
});

test('knows us-east-1, whose products have no prefix', async () => {
  const here = Object.fromEntries(
    Object.entries(FRANKFURT).map(([part, pages]) => [
      part,
      pages.map((page) => page.map((text) => text.replaceAll('EUC1-', ''))),
    ]),
  );
  listed('us-east-1', here);

  const { after } = await update(['us-east-1']);

  expect(after['us-east-1']).toMatchObject({ asOf: '2026-11-29', figures: { efsOneZone: 0.192, gp3: 0.0952 } });
});
