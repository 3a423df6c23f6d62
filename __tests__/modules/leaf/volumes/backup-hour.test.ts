import { backupHour } from '../../../../modules/leaf/volumes/backup-hour';

test.each([
  ['eu-central-1', 'Europe/Berlin'],
  ['eu-central-2', 'Europe/Zurich'],
  ['eu-west-1', 'Europe/Dublin'],
  ['eu-west-2', 'Europe/London'],
  ['eu-west-3', 'Europe/Paris'],
  ['eu-north-1', 'Europe/Stockholm'],
  ['eu-south-1', 'Europe/Rome'],
  ['eu-south-2', 'Europe/Madrid'],
  ['us-east-1', 'America/New_York'],
  ['us-east-2', 'America/New_York'],
  ['us-west-1', 'America/Los_Angeles'],
  ['us-west-2', 'America/Los_Angeles'],
  ['us-gov-east-1', 'America/New_York'],
  ['us-gov-west-1', 'America/Los_Angeles'],
  ['ca-central-1', 'America/Toronto'],
  ['ca-west-1', 'America/Edmonton'],
  ['mx-central-1', 'America/Mexico_City'],
  ['sa-east-1', 'America/Sao_Paulo'],
  ['af-south-1', 'Africa/Johannesburg'],
  ['il-central-1', 'Asia/Jerusalem'],
  ['me-south-1', 'Asia/Bahrain'],
  ['me-central-1', 'Asia/Dubai'],
  ['ap-south-1', 'Asia/Kolkata'],
  ['ap-south-2', 'Asia/Kolkata'],
  ['ap-southeast-1', 'Asia/Singapore'],
  ['ap-southeast-2', 'Australia/Sydney'],
  ['ap-southeast-3', 'Asia/Jakarta'],
  ['ap-southeast-4', 'Australia/Melbourne'],
  ['ap-southeast-5', 'Asia/Kuala_Lumpur'],
  ['ap-southeast-6', 'Pacific/Auckland'],
  ['ap-southeast-7', 'Asia/Bangkok'],
  ['ap-east-1', 'Asia/Hong_Kong'],
  ['ap-east-2', 'Asia/Taipei'],
  ['ap-northeast-1', 'Asia/Tokyo'],
  ['ap-northeast-2', 'Asia/Seoul'],
  ['ap-northeast-3', 'Asia/Tokyo'],
  ['cn-north-1', 'Asia/Shanghai'],
  ['cn-northwest-1', 'Asia/Shanghai'],
])('backups of %s begin between 04 and 07 in %s, in summer and winter', (region, timeZone) => {
  const local = (month: number) =>
    Number(
      new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(
        Date.UTC(2026, month, 15, backupHour(region)),
      ),
    );

  for (const month of [0, 6]) {
    expect(local(month)).toBeGreaterThanOrEqual(4);
    expect(local(month)).toBeLessThanOrEqual(6);
  }
});

test('backups of a Region that is not known begin at 05 UTC', () => {
  expect(backupHour('xx-nowhere-1')).toBe(5);
});
