import { INSTANCE_PRICES, PRICES } from '../cli/cost/prices';
import { DOMAIN, PROJECT, ProjectInEmulator, REGION } from './deployed/project-in-emulator';
import { Mailbox } from './deployed/mailbox';
import { topicArn } from './deployed/topic';
import { onInterrupt } from './interrupts';
import { assertSucceeded } from './project-copy/cm-run';
import { requireTerraform } from './terraform';

const HOURS_PLAYED = 3;

const HOST_NAME = `minecraft.${DOMAIN}`;
const startedAt = Date.now();
// package.json's engines say which Node.js will do: no warning of the AWS SDK between our lines
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** `npm run demo`: an evening with the quickstart's server, in an AWS that this computer plays. */
async function main(): Promise<void> {
  await requireTerraform();
  const system = await ProjectInEmulator.start();
  onInterrupt(() => void system.stop().then(() => process.exit(130)));
  try {
    await evening(system);
  } finally {
    await system.stop();
  }
}

async function evening(system: ProjectInEmulator): Promise<void> {
  tell('This computer plays AWS. No account is touched, and nothing costs anything.');
  await deploy(system);
  const players = await Mailbox.open(system.clients, 'players');
  await players.subscribe(await topicArn(system.clients.sns, `${PROJECT}-minecraft-`));
  await wakeUp(system, players);
  await fallAsleep(system, players);
  tellCosts();
}

async function deploy(system: ProjectInEmulator): Promise<void> {
  system.copy.write(
    'config/base.yaml',
    [`Region: ${REGION}`, 'Domain:', `  Name: ${DOMAIN}`, `  HostedZoneId: ${system.hostedZoneId}`, ''].join('\n'),
  );
  system.copy.write('config/leaves/minecraft.yaml', system.copy.read('examples/quickstart/leaves/minecraft.yaml'));
  tell('./cm deploy: Terraform makes the base and a Minecraft server. This takes a few minutes …');
  assertSucceeded(await system.copy.cm(['deploy', '--yes']));
  tell(
    `Deployed. The server sleeps: no computer runs, and ${HOST_NAME} is ${await address(system)}, which is nowhere.`,
  );
}

async function wakeUp(system: ProjectInEmulator, players: Mailbox): Promise<void> {
  const minecraft = system.leaf('minecraft');
  tell(`A player opens the game and types ${HOST_NAME}. DNS is asked for the address, and Route 53 notes that.`);
  await system.asks([{ name: HOST_NAME }]);
  const host = await minecraft.host();
  tell(`The note reaches a small function, which turns the one switch: instance ${host.id} is launched.`);
  await minecraft.groupTells('launched', host.id);
  tell(`Its address appears: ${HOST_NAME} is ${await address(system)} now.`);
  await minecraft.containerStarts(host.id);
  await minecraft.taskRuns();
  await tellMails(players);
  tell('The player connects again and plays. In a real AWS the instance takes its time to boot until then.');
}

async function fallAsleep(system: ProjectInEmulator, players: Mailbox): Promise<void> {
  const minecraft = system.leaf('minecraft');
  const host = await minecraft.host();
  tell(
    `${HOURS_PLAYED} hours later, here at once, the player leaves. For seven minutes nothing arrives that a player would send.`,
  );
  await minecraft.nobodyIsConnected();
  tell('The alarm Container Activity turns the switch back. The game saves its world, the instance goes.');
  await minecraft.groupTells('terminated', host.id);
  await tellMails(players);
  tell(`${HOST_NAME} is ${await address(system)} again. The world is kept on its file system for the next evening.`);
}

function tellCosts(): void {
  const perHour = Number(INSTANCE_PRICES['m7i-flex.large']) + PRICES.publicIpv4;
  const evening = (HOURS_PLAYED * perHour).toFixed(2);
  const month = (PRICES.hoursPerMonth * perHour).toFixed(0);
  tell(
    `What it would have cost in ${PRICES.region}: ${evening} $ for an m7i-flex.large and its address in these ${HOURS_PLAYED} hours. ` +
      `One that never sleeps: ${month} $ a month. The files, the alarms and the DNS zone come to both.`,
  );
}

async function tellMails(players: Mailbox): Promise<void> {
  for (const { subject, text } of await players.empty()) {
    tell(`E-mail to the players: ${subject}`);
    console.log(text.replace(/^/gm, '          | '));
  }
}

async function address(system: ProjectInEmulator): Promise<string> {
  return String(await system.leaf('minecraft').record(system.hostedZoneId, HOST_NAME));
}

function tell(text: string): void {
  const seconds = Math.floor((Date.now() - startedAt) / 1_000);
  console.log(`${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}  ${text}`);
}

main().catch((error: unknown) => {
  console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
