/** How a query reaches a game. */
export type Transport = 'tcp' | 'udp';

/** A protocol of gamedig that may be asked: it speaks to the given address and port alone, and needs no credentials. */
export interface AllowedProtocol {
  /** What must be open on the port. */
  readonly transports: readonly Transport[];
  /** Whether its answer says how many people play. @default true */
  readonly countsPlayers?: false;
}

const UDP: AllowedProtocol = { transports: ['udp'] };
const TCP: AllowedProtocol = { transports: ['tcp'] };

/**
 * Reviewed by hand against gamedig's sources, which change: a test fails when gamedig has a protocol that is in neither
 * table. `npm run query-games` makes games.ts from both.
 */
export const ALLOWED_PROTOCOLS: Readonly<Record<string, AllowedProtocol>> = {
  armagetron: UDP,
  ase: UDP,
  assettocorsa: TCP,
  buildandshoot: TCP,
  cs2d: UDP,
  dayz: UDP,
  doom3: UDP,
  eco: TCP,
  eldewrito: TCP,
  ffow: UDP,
  // its number of players comes by UDP, the rest by HTTP
  fivem: { transports: ['udp', 'tcp'] },
  gamespy1: UDP,
  gamespy2: UDP,
  gamespy3: UDP,
  goldsrc: UDP,
  gtasao: UDP,
  hexen2: UDP,
  hytale: TCP,
  jc2mp: UDP,
  mafia2mp: UDP,
  mafia2online: UDP,
  minecraftbedrock: UDP,
  minecraftvanilla: TCP,
  mumble: TCP,
  mumbleping: UDP,
  openttd: TCP,
  quake1: UDP,
  quake2: UDP,
  quake3: UDP,
  rfactor: UDP,
  samp: UDP,
  // players come only from its HTTPS API, which gives out a token first: gamedig says 0 where that fails
  satisfactory: { transports: ['udp'], countsPlayers: false },
  savage2: UDP,
  sdtd: UDP,
  starmade: TCP,
  starsiege: UDP,
  toxikk: UDP,
  tribes1: UDP,
  unreal2: UDP,
  ut3: UDP,
  valve: UDP,
  vcmp: UDP,
  ventrilo: UDP,
  warsow: UDP,
  xonotic: UDP,
};

const PUBLIC_LIST = 'it can only be looked up in a public list of servers, not asked itself';
const EPIC = "it can only be looked up at Epic Games, with the game's own credentials";

/** Why the others may not. */
export const REFUSED_PROTOCOLS: Readonly<Record<string, string>> = {
  altvmp: PUBLIC_LIST,
  asa: EPIC,
  battlefield: 'a wrong answer of this protocol takes any amount of memory',
  beammp: PUBLIC_LIST,
  brokeprotocol: PUBLIC_LIST,
  discord: 'it is not a game server: the answer comes from Discord',
  factorio: 'it can only be looked up at multiplayer.factorio.com, where a private server is not listed',
  farmingsimulator: 'it needs a token from its web page',
  geneshift: PUBLIC_LIST,
  hawakening: 'it needs a login',
  kspdmp: 'gamedig counts its players wrongly',
  minetest: PUBLIC_LIST,
  nadeo: 'it needs a login and a password',
  palworld: "it needs the administrator's password, in plain text",
  ragemp: PUBLIC_LIST,
  renegadex: PUBLIC_LIST,
  renown: EPIC,
  scpsl: 'it needs a key of its public list of servers',
  soldat: 'gamedig takes any answer for one that nobody plays',
  squad: EPIC,
  teamspeak2: 'it is asked on a second port, 51234',
  teamspeak3: 'it is asked on a second port, 10011',
  terraria: 'it needs a token of TShock',
  theisleevrima: EPIC,
  vintagestory: PUBLIC_LIST,
};

/**
 * gamedig asks these by its protocol `minecraft`, which tries three protocols and waits until the slowest has given up.
 * One each is enough.
 */
export const PROTOCOL_OF_GAME: Readonly<Record<string, string>> = {
  minecraft: 'minecraftvanilla',
  mbe: 'minecraftbedrock',
};
