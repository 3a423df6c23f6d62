import { type z } from 'zod';

import { type baseSchema } from './schema/base';
import { type leafSchema } from './schema/leaf';
import { stackNameOf } from './stack-name';
import { type BaseConfig, type LeafConfig, type Maturity } from './types';

/** A checked `base.yaml` as the application sees it. */
export function toBaseConfig({ state, alertSubscription, ...base }: z.output<typeof baseSchema>): BaseConfig {
  return { ...base, ...(state && { state: { region: base.region, ...state } }), alertEmails: alertSubscription };
}

/** A checked leaf as the application sees it, with the defaults that the base's Maturity decides. */
export function toLeafConfig(id: string, file: z.output<typeof leafSchema>, maturity: Maturity): LeafConfig {
  const { ec2, volumes, alertSubscription, ...leaf } = file;
  const keepsData = maturity === 'prod';
  return {
    id,
    stackName: stackNameOf(id),
    ...ec2,
    ...leaf,
    volumes: Object.entries(volumes)
      .map(([id, volume]) => ({ id, enableBackups: keepsData, keepOnDelete: keepsData, ...volume }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    alertEmails: alertSubscription,
  };
}
