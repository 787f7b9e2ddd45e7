import { getNamedType } from 'graphql';
import type { Client } from 'graphql-ws';
import type { TestDatabase } from '../database/test-database.ts';
import type { Member } from './cast.ts';
import { everythingOf, requestOf, rootFields, type Request } from './operations.ts';
import { readEverything, type Reading } from './reader.ts';
import { World } from './world.ts';

/** Everybody who looks, in the order of the columns: the two marked reporters among them. */
export const MEMBERS: readonly Member[] = [
  ...(['public', 'otherReceipt', 'citizen', 'receipt', 'reporter'] as const),
  ...(['stranger', 'forwarded', 'support', 'lead', 'above', 'executive', 'intern', 'overseer', 'admin'] as const),
];

/** Those who follow every single report; the others hear of theirs by the streams of agencies and of verification. */
const FOLLOWERS: readonly Member[] = ['public', 'otherReceipt', 'citizen', 'stranger'];

/** A world, and everything that anybody could read, hear or find in the log of it. */
export interface Watched {
  readonly world: World;
  readonly readings: readonly Reading[];
  readonly heard: ReadonlyMap<Member, unknown[]>;
  readonly log: readonly string[];
}

/** Lets a world live while everybody listens, then has everybody read all of it. */
export async function watch(db: TestDatabase): Promise<Watched> {
  const log: string[] = [];
  const world = await World.open(db, { write: (line) => void log.push(line) });
  const listeners = new Listeners(world);
  await Promise.all(MEMBERS.map((member) => listeners.listen(member)));
  world.onVerified = ({ id }) => {
    for (const member of FOLLOWERS) listeners.follow(member, id);
  };
  await world.live();
  const readings: Reading[] = [];
  for (const member of MEMBERS) readings.push(...(await readEverything(world, member)));
  return { world, readings, heard: listeners.heard, log };
}

class Listeners {
  readonly heard = new Map<Member, unknown[]>();
  private readonly sockets = new Map<Member, Client>();

  constructor(private readonly world: World) {}

  /** Subscribes to whatever needs no id. What is not theirs answers with an error, which is heard, too. */
  async listen(member: Member): Promise<void> {
    const socket = this.world.tuntas.socket(this.world.as(member));
    this.sockets.set(member, socket);
    const connected = new Promise<void>((resolve) => socket.on('connected', () => resolve()));
    for (const root of rootFields) {
      if (root.operation !== 'subscription' || root.name.endsWith('.reportChanged')) continue;
      this.subscribe(member, requestOf(root, everythingOf(getNamedType(root.field.type), 1)));
    }
    await connected;
  }

  follow(member: Member, reportId: string): void {
    const root = rootFields.find(({ name }) => name === 'Subscription.reportChanged')!;
    const selection = everythingOf(getNamedType(root.field.type), 1);
    const known = (name: string) => (name === 'reportId' ? reportId : undefined);
    this.subscribe(member, requestOf(root, selection, known));
  }

  private subscribe(member: Member, request: Request): void {
    const heard = this.heard.get(member) ?? [];
    this.heard.set(member, heard);
    const take = (message: unknown) => void heard.push(message);
    this.sockets.get(member)!.subscribe(request, { next: take, error: take, complete: () => undefined });
  }
}
