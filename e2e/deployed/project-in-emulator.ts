import { DescribeSubscriptionFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';

import { Names } from '../../modules/aws/naming';
import { QUERY_LOG_REGION } from '../../modules/aws/query-log-region';
import { ProjectCopy } from '../project-copy/project-copy';
import { type Emulator, startEmulator } from '../emulator/emulator';
import { type Clients, clientsOf, RegionalClients } from '../emulator/clients';
import { type EventBus } from './event-bus';
import { type Query, queryLogBatch, queryLogLine } from './events';
import { matchesFilter } from './filter-pattern';
import { type DeployedLeaf } from './leaf';
import { Region } from './region';

export const REGION = 'eu-central-1';
export const DOMAIN = 'example.com';
/** `Name` of base.yaml. */
export const PROJECT = 'container-manager';

/** A copy of this project, an emulator to deploy it to, and what AWS does by itself after that. */
export class ProjectInEmulator {
  private readonly regional: RegionalClients;
  readonly clients: Clients;
  /** Of the leaves. */
  readonly region: Region;
  private readonly dnsRegion: Region;
  private stopped: Promise<void> | undefined;

  private constructor(
    readonly emulator: Emulator,
    readonly copy: ProjectCopy,
    readonly hostedZoneId: string,
  ) {
    const { endpoint } = emulator;
    this.regional = new RegionalClients(endpoint);
    this.clients = this.regional.in(REGION);
    this.region = new Region(emulator, this.clients, REGION);
    this.dnsRegion = new Region(emulator, this.clientsOfDns, QUERY_LOG_REGION);
  }

  /** Starts an emulator with a hosted zone in it. */
  static async start(): Promise<ProjectInEmulator> {
    const emulator = await startEmulator();
    const { HostedZone } = await clientsOf(emulator.endpoint, REGION).route53.send(
      new CreateHostedZoneCommand({ Name: DOMAIN, CallerReference: DOMAIN }),
    );
    const hostedZoneId = String(HostedZone?.Id).replace('/hostedzone/', '');
    return new ProjectInEmulator(emulator, new ProjectCopy(emulator.environment), hostedZoneId);
  }

  /** Clients of the region that Route 53 sends its query logs to. */
  get clientsOfDns(): Clients {
    return this.regional.in(QUERY_LOG_REGION);
  }

  /** EventBridge of the leaves' Region. */
  get bus(): EventBus {
    return this.region.bus;
  }

  leaf(stackName: string): DeployedLeaf {
    return this.region.leaf(new Names(PROJECT, stackName));
  }

  /** Route 53 logs DNS queries: the subscription filter passes some of them on to its function. */
  async logQueries(queries: readonly Query[], logGroupName = `/aws/route53/${DOMAIN}`): Promise<void> {
    const { subscriptionFilters = [] } = await this.clientsOfDns.logs.send(
      new DescribeSubscriptionFiltersCommand({ logGroupName }),
    );
    const [filter, ...others] = subscriptionFilters;
    if (filter === undefined || others.length > 0) {
      throw new Error(`the query log has ${subscriptionFilters.length} subscription filters, not one`);
    }
    const lines = queries.map(queryLogLine).filter((line) => matchesFilter(String(filter.filterPattern), line));
    if (lines.length === 0) return;
    await this.dnsRegion.functions.invoke(String(filter.destinationArn), queryLogBatch(lines), {
      service: 'logs.amazonaws.com',
      sourceArn: `arn:aws:logs:${QUERY_LOG_REGION}:123456789012:log-group:${logGroupName}:*`,
    });
  }

  /** Ends all processes and deletes all files. May be called several times, also while it runs. */
  stop(): Promise<void> {
    return (this.stopped ??= this.end());
  }

  private async end(): Promise<void> {
    await this.copy.dispose();
    this.region.dispose();
    this.dnsRegion.dispose();
    this.regional.destroy();
    await this.emulator.stop();
  }
}
