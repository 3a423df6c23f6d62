import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

import { protocols } from 'gamedig';

import { log } from '../shared/log';
import { type Answer, readPlayers } from './answer';
import { httpStatus } from './fence/http-request';
import { limitBytes } from './fence/limited-socket';
import { QUERY_LIMIT_MS } from './fence/limits';
import { isPublicAddress } from '../shared/internet-address';
import { LimitedUdpSocket } from './fence/udp-socket';

export interface Target {
  /** IP address. */
  readonly address: string;
  readonly port: number;
  /** `tcp`, `http`, or a protocol of gamedig. */
  readonly protocol: string;
  readonly wantsNames: boolean;
}

/** A UDP packet may be lost. */
const TRIES = 2;
const TRY_LIMIT_MS = QUERY_LIMIT_MS / TRIES - 100;
/** For each answer: an answer may need two. */
const ANSWER_LIMIT_MS = TRY_LIMIT_MS - 400;

/**
 * Asks a game that nobody trusts: within 8 seconds, and only at an address of the internet.
 *
 * @param isAllowed which addresses may be asked
 * @returns undefined where it does not answer, or its answer is of no use
 */
export async function ask(target: Target, isAllowed = isPublicAddress): Promise<Answer | undefined> {
  if (!isAllowed(target.address)) {
    log.error('this address must not be asked', { address: target.address });
    return undefined;
  }
  const given = new AbortController();
  try {
    return await Promise.race([firstAnswer(target), setTimeout(QUERY_LIMIT_MS, undefined, { signal: given.signal })]);
  } finally {
    given.abort();
  }
}

async function firstAnswer(target: Target): Promise<Answer | undefined> {
  for (let n = 1; n <= TRIES; n += 1) {
    try {
      return await askOnce(target);
    } catch {
      // whatever went wrong, it gives no answer; the error's message can repeat what the game sent, names too
    }
  }
  return undefined;
}

async function askOnce(target: Target): Promise<Answer> {
  const { address, port, protocol } = target;
  if (protocol === 'tcp') return accepts(address, port);
  if (protocol !== 'http') return { players: readPlayers(await askGame(target)) };
  const status = await httpStatus(new URL(`http://${address}:${port}/`), TRY_LIMIT_MS);
  if (status >= 500) throw new Error(`status ${status}`);
  return {};
}

function accepts(host: string, port: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: TRY_LIMIT_MS });
    socket.on('connect', () => {
      socket.destroy();
      resolve({});
    });
    socket.on('timeout', () => socket.destroy(new Error('timeout')));
    socket.on('error', reject);
  });
}

/** One try of gamedig's own protocol, without its retries on other ports. */
async function askGame({ address, port, protocol: name, wantsNames }: Target): Promise<unknown> {
  const Protocol = protocols[name];
  if (Protocol === undefined) throw new Error(`gamedig has no protocol '${name}'`);
  const udpSocket = new LimitedUdpSocket(address, port);
  const protocol = new Protocol();
  protocol.udpSocket = udpSocket;
  protocol.options = {
    protocol: name,
    host: address,
    address,
    port,
    givenPortOnly: true,
    socketTimeout: ANSWER_LIMIT_MS,
    attemptTimeout: TRY_LIMIT_MS,
    requestPlayers: wantsNames,
    stripColors: true,
  };
  const withTcp = protocol.withTcp.bind(protocol);
  protocol.withTcp = (use, tcpPort) =>
    withTcp((socket) => {
      limitBytes(socket);
      return use(socket);
    }, tcpPort);
  try {
    return await protocol.runOnceSafe();
  } finally {
    udpSocket.close();
  }
}
