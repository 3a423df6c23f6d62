import { type BaseConfig, type LeafConfig } from '../../modules/config/types';

/** A base with nothing but what is required. */
export function baseConfig(more: Partial<BaseConfig> = {}): BaseConfig {
  return {
    name: 'container-manager',
    region: 'eu-central-1',
    maturity: 'prod',
    vpc: { maxAZs: 1 },
    backup: {},
    budget: {},
    startPage: { enabled: false },
    alertEmails: [],
    ...more,
  };
}

/** A leaf with one volume. */
export function leafConfig(more: Partial<LeafConfig> = {}): LeafConfig {
  return {
    id: 'minecraft',
    stackName: 'minecraft',
    instanceType: 'm7i-flex.large',
    container: {
      image: 'itzg/minecraft-server:2025.8.0',
      ports: [{ protocol: 'tcp', port: 25565 }],
      environment: { EULA: 'true' },
      secrets: {},
      stopTimeoutSeconds: 120,
      capabilities: { add: [] },
      noNewPrivileges: false,
    },
    volumes: [{ id: 'Data', enableBackups: true, keepOnDelete: true, paths: [{ path: '/data', readOnly: false }] }],
    watchdog: {
      threshold: 1000,
      minutesWithoutConnections: 7,
      instanceLeftUp: { durationHours: 8, shouldStop: false },
      startupGraceMinutes: 5,
    },
    wake: { byDns: true },
    limit: {},
    startPage: {},
    discord: { roles: [] },
    alerts: {},
    alertEmails: [],
    dashboard: { enabled: true, intervalMinutes: 30, showContainerLogTimestamp: true },
    ...more,
  };
}
