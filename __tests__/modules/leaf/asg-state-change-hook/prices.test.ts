import { pricesIn } from '../../../../modules/aws/prices/prices';
import { hookPrices } from '../../../../modules/leaf/asg-state-change-hook/prices';

test('an hour is what ./cm cost counts for the instance, its address and its disk', () => {
  // 0.09576 + 0.005 + 30 GB * 0.08 / 730
  expect(hookPrices('us-east-1', ['m7i-flex.large'])).toEqual({
    hourly: { 'm7i-flex.large': 0.104048 },
    efsOneZone: 0.16,
    efsStandard: 0.3,
  });
});

test('says whose prices they are where they are not those of the Region, and leaves out types of unknown price', () => {
  expect(pricesIn('xx-nowhere-1').isBorrowed).toBe(true);
  expect(hookPrices('xx-nowhere-1', ['x9.huge'])).toEqual({
    of: 'us-east-1',
    hourly: {},
    efsOneZone: 0.16,
    efsStandard: 0.3,
  });
});
