import { type HookPrices } from '../../../lambdas/asg-state-change-hook/contract';
import { ROOT_DISK_GIB } from '../../aws/limits';
import { hourlyPrice, pricesIn } from '../../aws/prices/prices';

/**
 * What the function calculates with: the prices of a Region, or those of us-east-1 if one of them is not known.
 *
 * @param instanceTypes that the leaf may run on
 */
export function hookPrices(region: string, instanceTypes: readonly string[]): HookPrices {
  const prices = pricesIn(region);
  const hourly = instanceTypes.flatMap((type) => {
    const price = hourlyPrice(prices, type, ROOT_DISK_GIB);
    return price === undefined ? [] : [{ type, ...price }];
  });
  const efsStandard = prices.of('efsStandard');
  // where there is no One Zone, its price is never the Region's own and never used
  const of = [...hourly, efsStandard].map((price) => price.region).find((other) => other !== region);
  return {
    ...(of !== undefined && { of }),
    hourly: Object.fromEntries(hourly.map(({ type, dollars }) => [type, Number(dollars.toFixed(6))])),
    efsOneZone: prices.of('efsOneZone').dollars,
    efsStandard: efsStandard.dollars,
  };
}
