// The internet as a function sees it here: some addresses lead to servers of this computer, and nothing else is reached.
import { Socket as UdpSocket } from 'node:dgram';
import net from 'node:net';

const HERE = '127.0.0.1';

/** @param routes a Map: `ADDRESS:PORT` → the port at 127.0.0.1 that answers in its place */
export function playInternet(routes) {
  const { connect } = net.Socket.prototype;
  // everything goes through it: net.connect, an http request
  net.Socket.prototype.connect = function (...args) {
    // the list that net itself passes has a mark of its own: it is changed in place
    const normalized = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
    const [{ host, port, path }] = normalized;
    // null: an http request
    if ((path ?? null) !== null || host === HERE) return connect.call(this, normalized);
    const target = `${host}:${port}`;
    const here = routes.get(target);
    if (here === undefined) {
      const error = Object.assign(new Error(`connect EHOSTUNREACH ${target}`), { code: 'EHOSTUNREACH' });
      process.nextTick(() => this.destroy(error));
      return this;
    }
    normalized[0] = { ...normalized[0], host: HERE, port: here };
    return connect.call(this, normalized);
  };
  // every packet is lost
  UdpSocket.prototype.send = (...args) => {
    const done = args.at(-1);
    if (typeof done === 'function') process.nextTick(done, null);
  };
}
