import { randomUUID } from 'node:crypto';
import type { CloseEvent } from 'ws';
import { expect } from 'vitest';
import { positionOf } from '../../src/platform/realtime/cursor.ts';
import type { TestDatabase } from '../database/test-database.ts';
import { startTuntas, type Credential, type TuntasClients, type TuntasServer } from './tuntas-server.ts';

/** What a message of a live stream carries in these tests. */
export interface Message {
  readonly __typename: 'LiveChange' | 'ResyncRequired';
  readonly cursor: string;
  readonly type?: string;
  readonly report?: { readonly id: string; readonly title: string; readonly status: string; readonly version: number };
  readonly disposition?: { readonly agency: { readonly code: string } } | null;
}

/** Which stream, from where. */
export interface Stream {
  readonly field: 'verificationQueueChanged' | 'agencyQueueChanged' | 'reportChanged';
  readonly after?: string;
  readonly reportId?: string;
  readonly agencyId?: string;
}

/** A client that follows a stream and writes down what it is told. */
export interface Follower {
  readonly messages: Message[];
  /** Codes of the errors that came instead of messages. */
  readonly refusals: unknown[];
  /** The code with which the server closed the socket. */
  readonly closed: Promise<number>;
  types(): (string | undefined)[];
  titles(): (string | undefined)[];
  /** Waits until the last message is of this type (and this report, by title). */
  reaches(type: string, title?: string): Promise<void>;
  /** Loses the connection without a word, and returns what had been told until then. */
  drop(): readonly Message[];
}

const MESSAGE = `__typename
  ... on LiveChange { cursor type report { id title status version } disposition { agency { code } } }
  ... on ResyncRequired { cursor }`;
const TYPES = { after: 'String', reportId: 'ID!', agencyId: 'ID' } as const;

const followers: Follower[] = [];

/** Ends what the test before followed. */
export function dropAll(): void {
  for (const follower of followers.splice(0)) follower.drop();
}

/** Follows a stream over a socket of its own. */
export function follow(server: TuntasClients, as: Credential, { field, ...args }: Stream): Follower {
  const given = (Object.keys(TYPES) as (keyof typeof TYPES)[]).filter((name) => args[name] !== undefined);
  const declared = given.map((name) => `$${name}: ${TYPES[name]}`).join(', ');
  const passed = given.map((name) => `${name}: $${name}`).join(', ');
  const query = `subscription ${given.length ? `(${declared})` : ''} {
    message: ${field}${given.length ? `(${passed})` : ''} { ${MESSAGE} } }`;

  const socket = server.socket(as);
  const messages: Message[] = [];
  const refusals: unknown[] = [];
  const refuse = (errors: unknown) => {
    for (const error of Array.isArray(errors) ? errors : [errors]) refusals.push(error.extensions?.code ?? error);
  };
  const closed = new Promise<number>((resolve) => socket.on('closed', (event) => resolve((event as CloseEvent).code)));
  socket.subscribe<{ message: Message }>(
    { query, variables: args },
    {
      next: ({ data, errors }) => {
        if (errors) refuse(errors);
        if (data?.message) messages.push(data.message);
      },
      error: (error) => !('code' in (error as object)) && refuse(error),
      complete: () => undefined,
    },
  );
  const follower: Follower = {
    messages,
    refusals,
    closed,
    types: () => messages.map(({ type }) => type),
    titles: () => messages.map(({ report }) => report?.title),
    reaches: (type, title) =>
      expect
        .poll(() => [messages.at(-1)?.type, title && messages.at(-1)?.report?.title], { timeout: 10_000 })
        .toEqual([type, title]),
    drop() {
      socket.terminate();
      return [...messages];
    },
  };
  followers.push(follower);
  return follower;
}

/** What all processes on one database have in common. */
export const SECRETS = {
  SECRET: 'a secret of at least thirty-two characters',
  IDENTITY_KEY: Buffer.alloc(32, 7).toString('base64'),
};

/** Two API processes in all but name on one database: each has its own hub and relay; they share their secrets. */
export async function twoServers(db: TestDatabase): Promise<[TuntasServer, TuntasServer]> {
  return [await startTuntas(db, { env: SECRETS }), await startTuntas(db, { env: SECRETS })];
}

/** A cursor behind everything that has happened so far: a stream `after` it misses nothing, and has nothing of before. */
export async function now(server: TuntasClients, db: TestDatabase): Promise<string> {
  const { rows } = await db.ownerPool.query<{ events: string }>('select count(*) as events from event');
  const cursor = async () => (await server.query<{ liveCursor: string }>(null, '{ liveCursor }')).liveCursor;
  await expect.poll(async () => positionOf(await cursor()) >= BigInt(rows[0]!.events), { timeout: 10_000 }).toBe(true);
  return cursor();
}

export interface FiledReport {
  readonly id: string;
  /** The credential of its receipt. */
  readonly receipt: Credential;
}

interface Filed {
  filed: { trackingId: string; receipt: string; code?: string; report: { id: string } | null };
}

const FILE = `mutation ($input: FileReportInput!) { filed: fileReport(input: $input) {
  ... on FiledReport { trackingId receipt } ... on Refusal { code } } }`;

/** Files a report without an account; its reporter looks its id up with the receipt. */
export async function file(server: TuntasClients, title: string, change: object = {}): Promise<FiledReport> {
  const input = { idempotencyKey: randomUUID(), title, body: 'Gelap pada malam hari.', ...change };
  const { filed } = await server.query<Filed>(null, FILE, { input });
  const receipt = `Receipt ${filed.trackingId}.${filed.receipt}`;
  const own = 'query ($id: String!) { report(trackingId: $id) { id } }';
  const { report } = await server.query<{ report: { id: string } }>(receipt, own, { id: filed.trackingId });
  return { id: report.id, receipt };
}

const INPUTS = {
  acceptReport: 'ReportDecisionInput',
  returnReport: 'ReturnReportInput',
  reviseReport: 'ReviseReportInput',
  disposeReport: 'DisposeReportInput',
  acceptDisposition: 'AcceptDispositionInput',
} as const;

/** Carries out a mutation that must not be refused. */
export async function act(
  server: TuntasClients,
  as: Credential,
  mutation: keyof typeof INPUTS,
  input: object,
): Promise<void> {
  const document = `mutation ($input: ${INPUTS[mutation]}!) { done: ${mutation}(input: $input) {
    __typename ... on Refusal { code message } ... on InvalidInput { fields { path code } } } }`;
  const { done } = await server.query<{ done: { code?: string } }>(as, document, { input });
  if (done.code) throw new Error(`${mutation} was refused: ${JSON.stringify(done)}`);
}

/** Decides on a report as it is now. */
export async function decide(
  server: TuntasClients,
  as: Credential,
  mutation: 'acceptReport' | 'returnReport' | 'reviseReport' | 'disposeReport',
  reportId: string,
  more: object = {},
): Promise<void> {
  const version = 'query ($id: ID!) { node(id: $id) { ... on Report { version } } }';
  const { node } = await server.query<{ node: { version: number } }>(as, version, { id: reportId });
  await act(server, as, mutation, { reportId, expectedVersion: node.version, ...more });
}

/** The global id of an agency. */
export async function agency(server: TuntasClients, code: string): Promise<string> {
  const document = 'query ($code: String!) { agency(code: $code) { id } }';
  return (await server.query<{ agency: { id: string } }>(null, document, { code })).agency.id;
}

/** Accepts a report and disposes it to one agency. */
export async function dispose(server: TuntasClients, admin: Credential, reportId: string, code: string): Promise<void> {
  await decide(server, admin, 'acceptReport', reportId);
  const lead = { agencyId: await agency(server, code), instruction: 'Mohon ditindaklanjuti.' };
  await decide(server, admin, 'disposeReport', reportId, { lead });
}

/** The database session of the relay that numbers the events, or null while there is none. */
export async function leader(db: TestDatabase): Promise<number | null> {
  const { rows } = await db.ownerPool.query<{ pid: number }>(
    `select a.pid from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and a.datname = current_database()
       and a.application_name = 'tuntas relay'`,
  );
  return rows[0]?.pid ?? null;
}
