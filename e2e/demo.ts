import { PRICES, pricesIn } from '../modules/aws/prices/prices';
import { DOMAIN, PROJECT, ProjectInEmulator, REGION } from './deployed/project-in-emulator';
import { Game } from './deployed/game';
import { Mailbox } from './deployed/mailbox';
import { invite, type Invitation } from './deployed/start-page';
import { topicArn } from './deployed/topic';
import { openLink } from './demonstration/open-link';
import { yourTurn } from './demonstration/your-turn';
import { onInterrupt } from './interrupts';
import { assertSucceeded } from './project-copy/cm-run';
import { requireTerraform } from './terraform';

const HOURS_PLAYED = 3;
const PLAYER = 'Steve';
const FRIEND = 'you';
/** Opens the start page in the browser. */
const OPEN = '--open';

const HOST_NAME = `minecraft.${DOMAIN}`;
const startedAt = Date.now();
// package.json's engines say which Node.js will do: no warning of the AWS SDK between our lines
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/**
 * `npm run demo [-- --open]`: an evening with the quickstart's server and a real game, in an AWS that this computer emulates. After that
 * the start page stays there for the person at the terminal, until Ctrl+C.
 */
async function main(): Promise<void> {
  await requireTerraform();
  const system = await ProjectInEmulator.start();
  onInterrupt(() => void system.stop().then(() => process.exit(130)));
  const game = new Game();
  try {
    await evening(system, game);
  } finally {
    await game.stop();
    await system.stop();
  }
}

async function evening(system: ProjectInEmulator, game: Game): Promise<void> {
  print('This computer emulates AWS. No AWS account is used, and nothing costs money.');
  await deploy(system);
  const invitation = await invite(system, 'minecraft', FRIEND);
  printLink('A friend gets this link from ./cm invite, and can look on in a browser', invitation);
  if (process.argv.includes(OPEN)) openLink(invitation.link);
  const players = await Mailbox.open(system.clients, 'players');
  await players.subscribe(await topicArn(system.clients.sns, `${PROJECT}-minecraft-`));
  await wakeUp(system, game, players);
  await play(system, game);
  await fallAsleep(system, game, players);
  printCosts();
  // nobody can press Ctrl+C where no terminal is
  if (!process.stdin.isTTY && !process.argv.includes(OPEN)) return invitation.api.stop();
  printLink('Now it is your turn: open this link, and press Start. Ctrl+C ends the demo', invitation);
  await yourTurn({ system, game, print });
}

/** On a line of its own, so that terminals make it a link. */
function printLink(text: string, { link }: Invitation): void {
  print(`${text}:`);
  console.log(`\n        ${link}\n`);
}

async function deploy(system: ProjectInEmulator): Promise<void> {
  system.copy.write(
    'config/base.yaml',
    [
      `Region: ${REGION}`,
      'Domain:',
      `  Name: ${DOMAIN}`,
      `  HostedZoneId: ${system.hostedZoneId}`,
      'StartPage:',
      '  Enabled: true',
      '',
    ].join('\n'),
  );
  system.copy.write('config/leaves/minecraft.yaml', system.copy.read('examples/quickstart/leaves/minecraft.yaml'));
  print('./cm deploy: Terraform creates base and a Minecraft server. This takes a few minutes …');
  assertSucceeded(await system.copy.cm(['deploy', '--yes']));
  print(
    `Deployed. The server is asleep: no instance runs, and ${HOST_NAME} has the address ${await address(system)}, where nothing answers.`,
  );
}

async function wakeUp(system: ProjectInEmulator, game: Game, players: Mailbox): Promise<void> {
  const minecraft = system.leaf('minecraft');
  print(
    `A player opens the game and types ${HOST_NAME}. The game asks DNS for the address, and Route 53 logs the query.`,
  );
  await system.logQueries([{ name: HOST_NAME }]);
  const host = await minecraft.host();
  print(`The log reaches a Lambda function, which asks Auto Scaling for one instance: ${host.id} is launched.`);
  await minecraft.sendInstanceEvent(host.id, 'pending');
  print(
    `Another function updates the DNS record while the instance boots: ${HOST_NAME} has the address ${await address(system)} now.`,
  );
  await minecraft.sendGroupEvent('launched', host.id);
  await game.connect(system.region.routes, host.address);
  await minecraft.startContainer(host.id);
  await minecraft.sendTaskRunning();
  print('The container starts, and the game loads its world. Every minute a third function asks it who plays.');
  await game.finishLoading();
  await system.bus.tick(minecraft.names.playerQueryRule);
  await printMails(players);
}

async function play(system: ProjectInEmulator, game: Game): Promise<void> {
  const { playerQueryRule } = system.leaf('minecraft').names;
  await game.join(PLAYER);
  print('The player connects again and plays. In real AWS the instance first needs a few minutes to boot.');
  await system.bus.tick(playerQueryRule);
  await game.leave(PLAYER);
  print(
    `${HOURS_PLAYED} hours later (here: at once) the player leaves. For seven minutes the game says that nobody plays.`,
  );
  await system.bus.tick(playerQueryRule);
}

async function fallAsleep(system: ProjectInEmulator, game: Game, players: Mailbox): Promise<void> {
  const minecraft = system.leaf('minecraft');
  const host = await minecraft.host();
  await minecraft.alarmOnNoConnections();
  await minecraft.stopContainer();
  await game.stop();
  print(
    'The alarm Container Activity asks Auto Scaling for no instance. The game saves its world, and the instance is terminated.',
  );
  await minecraft.sendGroupEvent('terminated', host.id);
  await printMails(players);
  print(
    `${HOST_NAME} has the address ${await address(system)} again. The world stays on its file system for the next evening.`,
  );
}

function printCosts(): void {
  const { dollars, region } = pricesIn(REGION).instance('m7i-flex.large') ?? { dollars: 0, region: REGION };
  const perHour = dollars + PRICES.publicIpv4;
  const evening = (HOURS_PLAYED * perHour).toFixed(2);
  const month = (PRICES.hoursPerMonth * perHour).toFixed(0);
  print(
    `At the prices of ${region} these ${HOURS_PLAYED} hours would cost $${evening}, for an m7i-flex.large and its IP address. ` +
      `A server that never sleeps costs $${month} a month. Both also pay for files, alarms and the DNS zone.`,
  );
}

async function printMails(players: Mailbox): Promise<void> {
  for (const { subject, text } of await players.empty()) {
    print(`E-mail to the players: ${subject}`);
    console.log(text.replace(/^/gm, '          | '));
  }
}

async function address(system: ProjectInEmulator): Promise<string> {
  return String(await system.leaf('minecraft').record(system.hostedZoneId, HOST_NAME));
}

function print(text: string): void {
  const seconds = Math.floor((Date.now() - startedAt) / 1_000);
  console.log(`${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}  ${text}`);
}

main().catch((error: unknown) => {
  console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
