import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const EXAMPLES = resolve(__dirname, '../examples');

/** Everything that base.yaml can switch on. */
export const FULL_BASE = `
Region: eu-central-1
State: { Bucket: container-manager-states }
Vpc: { MaxAZs: 2 }
Domain: { Name: example.com, HostedZoneId: Z0123456789ABCDEFGHIJ }
AlertSubscription: { Email: admin@example.com }
Ssh:
  PublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f admin
  AllowedCidrs: [192.0.2.0/24]
`;

/** Config folders that hold every example: the quick start as it is, and all others under a base with everything. */
export type ExampleConfigs = Readonly<Record<'quickstart' | 'full', string>>;

/** @param folder gets the second of them, as `config` */
export function exampleConfigs(folder: string): ExampleConfigs {
  const full = join(folder, 'config');
  mkdirSync(full, { recursive: true });
  cpSync(join(EXAMPLES, 'leaves'), join(full, 'leaves'), { recursive: true });
  writeFileSync(join(full, 'base.yaml'), FULL_BASE);
  return { quickstart: join(EXAMPLES, 'quickstart'), full };
}
