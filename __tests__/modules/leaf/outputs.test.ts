import { BASE, LEAF } from '../config/support';
import { rendered } from '../../support/rendered';
import { configOf, stacksOf } from '../../support/stacks';

const DOMAIN = 'Domain:\n  Name: Example.com\n  HostedZoneId: Z0123456789ABCDEFGHIJ\n';
const SSH = `Ssh:
  PublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f somebody
  AllowedCidrs:
    - 198.51.100.7/32
`;
const ENVIRONMENT = `  Environment:
    MOTD: a-text-of-the-environment
  Secrets:
    PASSWORD: /minecraft/name-of-a-secret
`;
const LEAF_WITH_SECRETS = LEAF.replace('Watchdog:', `${ENVIRONMENT}Watchdog:`);

/** The outputs that people see after a deployment, as Terraform renders them. */
function outputsOf(config: { base?: string; leaf?: string }): Record<string, string> {
  const { leaf } = stacksOf(configOf(config));
  // a cast, since synthesized JSON has no types: every output of a leaf is text
  const outputs = Object.entries(leaf.json.output ?? {}) as unknown as [string, { value: string }][];
  return Object.fromEntries(outputs.map(([name, { value }]) => [name, rendered(value, leaf)]));
}

const lookUp = (attribute: string) =>
  '$(aws ec2 describe-instances --region eu-central-1 ' +
  '--filters Name=tag:aws:autoscaling:groupName,Values=container-manager-minecraft-asg Name=instance-state-name,Values=running ' +
  `--query 'sort_by(Reservations[].Instances[], &LaunchTime)[-1].${attribute}' --output text)`;

const CONSOLE = 'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1';

test('tells people the address, the ports, the dashboard, the log, and the commands for a shell and for SFTP', () => {
  expect(
    outputsOf({ base: BASE + DOMAIN + SSH, leaf: LEAF.replace('TCP: 25565', 'TCP: 25565\n    - UDP: 24454') }),
  ).toEqual({
    address: 'minecraft.example.com',
    ports: '25565/tcp 24454/udp',
    dashboard: `${CONSOLE}#dashboards/dashboard/container-manager-minecraft-dashboard`,
    container_log: `${CONSOLE}#logsV2:log-groups/log-group/$252Fcontainer-manager$252Fminecraft$252Fcontainer`,
    session: `aws ssm start-session --region eu-central-1 --target ${lookUp('InstanceId')}`,
    sftp: "sftp -o UserKnownHostsFile=/dev/null -s 'sudo /usr/libexec/openssh/sftp-server' ec2-user@minecraft.example.com",
  });
});

test('without a domain it says that the address changes, and the SFTP command looks the address up', () => {
  const { address, sftp } = outputsOf({ base: BASE + SSH });

  expect(address).toBe('changes at every wake-up: ./cm status minecraft');
  expect(sftp).toBe(
    `sftp -o UserKnownHostsFile=/dev/null -s 'sudo /usr/libexec/openssh/sftp-server' ec2-user@${lookUp('PublicIpAddress')}`,
  );
});

test('without SSH there is no SFTP command, without a dashboard no link to it', () => {
  const outputs = outputsOf({ leaf: `${LEAF}Dashboard:\n  Enabled: false\n` });

  expect(Object.keys(outputs).sort()).toEqual(['address', 'container_log', 'ports', 'session']);
});

test('shows neither secrets nor environment variables, and no command has a double quote', () => {
  const outputs = JSON.stringify(Object.values(outputsOf({ base: BASE + DOMAIN + SSH, leaf: LEAF_WITH_SECRETS })));

  expect(outputs).not.toContain('a-text-of-the-environment');
  expect(outputs).not.toContain('name-of-a-secret');
  expect(outputs).not.toContain('\\"');
});
