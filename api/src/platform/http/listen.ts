import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

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

/** Takes no new requests and lets the running ones finish; those that take longer than `patienceMs` are cut. */
export async function drain(server: Server, patienceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  const cutting = new AbortController();
  void sleep(patienceMs, null, { signal: cutting.signal })
    .then(() => server.closeAllConnections())
    .catch(() => undefined);
  await closed;
  cutting.abort();
}
