import { type z } from 'zod';

import { type baseSchema } from './schema/base';
import { askedGame } from './query-games/known-games';
import { DEFAULT_THRESHOLD, type leafSchema } from './schema/leaf';
import { decidesByPlayers, defaultQueryPort } from './schema/query';
import { stackNameOf } from './stack-name';
import { type BaseConfig, type LeafConfig, type Maturity, type QueryConfig } from './types';

/** A checked `base.yaml` as the application sees it. */
export function toBaseConfig({ state, alertSubscription, ...base }: z.output<typeof baseSchema>): BaseConfig {
  return { ...base, ...(state && { state: { region: base.region, ...state } }), alertEmails: alertSubscription };
}

/** A checked leaf as the application sees it, with the defaults that the base's Maturity decides. */
export function toLeafConfig(id: string, file: z.output<typeof leafSchema>, maturity: Maturity): LeafConfig {
  const { ec2, volumes, alertSubscription, query, watchdog, ...leaf } = file;
  const keepsData = maturity === 'prod';
  return {
    id,
    stackName: stackNameOf(id),
    ...ec2,
    ...leaf,
    watchdog: { ...watchdog, threshold: watchdog.threshold ?? DEFAULT_THRESHOLD },
    ...(query && { query: toQueryConfig(query, file) }),
    volumes: Object.entries(volumes)
      .map(([id, volume]) => ({ id, enableBackups: keepsData, keepOnDelete: keepsData, ...volume }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    alertEmails: alertSubscription,
  };
}

function toQueryConfig(
  { game, port, loadingMinutes, ...query }: NonNullable<z.output<typeof leafSchema>['query']>,
  { container }: Pick<z.output<typeof leafSchema>, 'container'>,
): QueryConfig {
  return {
    game,
    protocol: askedGame(game).protocol,
    // the rules of the schema refuse a container without such a port
    port: port ?? defaultQueryPort(game, container.ports) ?? 0,
    countsPlayers: decidesByPlayers({ game, ...query }),
    loadingMinutes,
  };
}
