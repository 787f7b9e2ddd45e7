import type { Server } from 'node:http';
import { Server as NetServer, type AddressInfo } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** The port is taken, or may not be used. */
export class PortUnavailable extends Error {
  constructor(host: string, port: number, code: string) {
    const reason = code === 'EACCES' ? 'may not be used by this user' : 'is in use by another program';
    super(
      `Port ${port} on ${host} ${reason}. Stop that program, or choose another port: PORT=${port + 1} npm start` +
        ' (PORT=0 takes any free one).',
    );
    this.name = 'PortUnavailable';
  }
}

/** Listens and returns the port, which was chosen by the system when 0 was asked for. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const unavailable = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      failed(unavailable ? new PortUnavailable(host, port, error.code as string) : error);
    });
    server.listen({ host, port }, () => {
      server.removeAllListeners('error');
      server.on('error', () => undefined);
      listening((server.address() as AddressInfo).port);
    });
  });
}

/** The door stays open for this long after a stop was announced: whoever was on the way to it is still let in. */
const GRACE_MS = 300;

/** A connection without a request may have one on its way for this long. */
const SWEEP_MS = 600;

/**
 * Takes no new connections and lets requests finish, those included that had already been sent. Whatever takes longer
 * than `patienceMs` is cut.
 */
export async function drain(server: Server, patienceMs: number): Promise<void> {
  if (!server.listening) return;
  const until = performance.now() + patienceMs;
  await sleep(GRACE_MS);
  await letIn(server, until);
  // The HTTP server's own close() would cut connections whose request has arrived but has not been read yet.
  const closed = new Promise<void>((done) => NetServer.prototype.close.call(server, () => done()));
  const sweeping = setInterval(() => void letIn(server, until).then(() => server.closeIdleConnections()), SWEEP_MS);
  const cutting = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearInterval(sweeping);
  clearTimeout(cutting);
}

/** Turns of the event loop without a new connection after which none waits any more. */
const QUIET_TURNS = 3;

/**
 * Accepts the connections and reads the requests that wait in the system, which a busy process has not come to yet. The
 * event loop accepts one connection a turn, so this takes as many turns as there are connections.
 */
async function letIn(server: Server, until: number): Promise<void> {
  let arrived = 0;
  const count = (): void => void (arrived += 1);
  server.on('connection', count);
  for (let quiet = 0; quiet < QUIET_TURNS && performance.now() < until;) {
    const before = arrived;
    await nextTurn();
    quiet = arrived === before ? quiet + 1 : 0;
  }
  server.off('connection', count);
}
