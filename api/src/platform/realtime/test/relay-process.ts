import { systemConnections } from '../connection.ts';
import { Relay } from '../relay.ts';

// A relay in a process of its own, for a test that kills it.
const log = { info: () => process.send?.('LEADS'), warn: () => undefined };
new Relay({
  open: systemConnections(process.argv[2]!, 'relay process'),
  log,
  pollMs: 5,
  standbyMs: 20,
  batchSize: 20,
}).start();
