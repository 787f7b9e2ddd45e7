import { beforeAll, expect, test } from 'vitest';
import type { Client } from 'graphql-ws';
import { getNamedType } from 'graphql';
import { testDatabase } from '../database/test-database.ts';
import { NAME_MARKS, SECRET_MARKS, type Member } from './cast.ts';
import { everythingOf, requestOf, rootFields } from './operations.ts';
import { everyId, readEverything } from './reader.ts';
import { World, type WorldReport } from './world.ts';

/** Everybody but the marked reporters themselves: `receipt` would be one of them. */
const OTHERS: readonly Member[] = [
  ...(['public', 'otherReceipt', 'citizen', 'stranger', 'forwarded', 'support', 'lead', 'above'] as const),
  ...(['executive', 'intern', 'overseer', 'admin', 'admin2'] as const),
];

/** Those who follow every single report; the others hear of theirs by the streams of agencies and of verification. */
const FOLLOWERS: readonly Member[] = ['public', 'otherReceipt', 'citizen', 'stranger', 'intern'];

/** A mark where it must not be. */
interface Leak {
  readonly who: Member;
  readonly where: string;
  readonly mark: string;
}

let world: World;
const log: string[] = [];
const heard = new Map<Member, unknown[]>(OTHERS.map((member) => [member, []]));
const leaks: Leak[] = [];

beforeAll(async () => {
  world = await World.open(await testDatabase(), { write: (line) => void log.push(line) });
  await Promise.all(OTHERS.map((member) => listen(member)));
  world.onFiled = (report) => {
    for (const member of FOLLOWERS) follow(member, report);
  };
  await world.live();
});

const sockets = new Map<Member, Client>();

function socketOf(member: Member): Client {
  const socket = sockets.get(member) ?? world.tuntas.socket(world.as(member));
  sockets.set(member, socket);
  return socket;
}

/** Subscribes to whatever needs no id. What is not theirs answers with an error, which is heard, too. */
async function listen(member: Member): Promise<void> {
  const streams = rootFields.filter(
    ({ operation, name }) => operation === 'subscription' && !name.endsWith('reportChanged'),
  );
  const connected = new Promise<void>((resolve) => socketOf(member).on('connected', () => resolve()));
  for (const root of streams) subscribe(member, requestOf(root, everythingOf(getNamedType(root.field.type), 2)));
  await connected;
}

function follow(member: Member, report: WorldReport): void {
  const root = rootFields.find(({ name }) => name === 'Subscription.reportChanged')!;
  const selection = everythingOf(getNamedType(root.field.type), 1);
  subscribe(
    member,
    requestOf(root, selection, (name) => (name === 'reportId' ? report.id : undefined)),
  );
}

function subscribe(member: Member, request: { query: string; variables: Record<string, unknown> }): void {
  const take = (message: unknown) => void heard.get(member)!.push(message);
  socketOf(member).subscribe(request, { next: take, error: take, complete: () => undefined });
}

/** Every mark in a value, with the way to it. A name may stand where reports display it, if they are not anonymous. */
function walk(who: Member, value: unknown, where: string, report: { anonymous?: unknown } = {}): void {
  if (typeof value === 'string') {
    const named = where.endsWith('.reporterDisplay') && report.anonymous === false;
    const marks = named ? SECRET_MARKS : [...SECRET_MARKS, ...NAME_MARKS];
    leaks.push(...marksIn(value, marks).map((mark) => ({ who, where, mark })));
  } else if (Array.isArray(value)) {
    for (const item of value) walk(who, item, `${where}[]`);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) walk(who, inner, `${where}.${key}`, value);
  }
}

/** Also where they are written as base64 or hexadecimal, or percent-encoded. */
function marksIn(text: string, marks: readonly string[]): string[] {
  return marks.filter((mark) => {
    const bytes = Buffer.from(mark);
    // Base64 of a text depends on where in it the mark begins; its middle is the same for one of three beginnings.
    const base64 = [0, 1, 2].map((shift) =>
      bytes
        .subarray(shift)
        .toString('base64')
        .replace(/.{0,2}=*$/, ''),
    );
    return [mark, bytes.toString('hex'), ...base64].some((form) => form.length >= 6 && text.includes(form));
  });
}

function found(): Leak[] {
  return [...new Map(leaks.splice(0).map((leak) => [JSON.stringify(leak), leak])).values()];
}

test('the marks are where the reporter reads them: the walk can find them', async () => {
  for (const reading of await readEverything(world, 'reporter')) walk('reporter', reading.data, reading.question);
  const own = found();
  expect(own.filter(({ mark }) => mark === 'Berkassari').map(({ where }) => where)).toContainEqual(
    expect.stringContaining('fileName'),
  );
  expect(own.filter(({ mark }) => mark === 'Akunsari').map(({ where }) => where)).toContainEqual(
    expect.stringContaining('displayName'),
  );
});

test('IDN-2 no query shows anybody more of a reporter than the name of one who is not anonymous', async () => {
  for (const member of OTHERS) {
    for (const { question, data, errors } of await readEverything(world, member)) {
      walk(member, data, question);
      walk(member, errors, `${question} error`);
    }
  }
  expect(found()).toEqual([]);
});

test('IDN-2 no subscription does either', () => {
  for (const member of OTHERS) {
    const changes = heard.get(member)!.filter((message) => JSON.stringify(message).includes('LiveChange'));
    // Strangers hear something, too: of what is public.
    expect(changes.length, member).toBeGreaterThan(member === 'otherReceipt' ? -1 : 0);
    walk(member, heard.get(member), 'subscription');
  }
  expect(found()).toEqual([]);
});

test('IDN-2 a file tells nothing of its sender: neither its name nor its headers', async () => {
  const ids = (await everyId(world)).get('Attachment')!;
  const delivered = new Map<Member, number>();
  for (const member of OTHERS) {
    const credential = world.as(member);
    const headers = credential ? { authorization: credential } : undefined;
    await Promise.all(
      ids.flatMap((id) =>
        ['', '/thumbnail', '/status'].map(async (part) => {
          const url = `${world.tuntas.url}/attachments/${encodeURIComponent(id)}${part}`;
          const response = await fetch(url, headers ? { headers } : {});
          const body = Buffer.from(await response.arrayBuffer()).toString('latin1');
          if (response.ok) delivered.set(member, (delivered.get(member) ?? 0) + 1);
          walk(member, [...response.headers].map(String), `GET /attachments${part} headers`);
          walk(member, body, `GET /attachments${part}`);
        }),
      ),
    );
  }
  expect(delivered.get('public')).toBeGreaterThan(0);
  expect(found()).toEqual([]);
});

test('IDN-2 neither refusals nor errors repeat who reported', async () => {
  const aboutReports = rootFields.filter(
    ({ operation, name }) => operation === 'mutation' && !/readIdentity/.test(name),
  );
  const ids = await everyId(world);
  const subjects = { reportId: ids.get('Report')!, dispositionId: ids.get('Disposition')! };
  for (const member of OTHERS) {
    await Promise.all(
      aboutReports.map(async (root, index) => {
        // A version that was never there makes every decision stale, which is the refusal that tells the most.
        const known = (name: string): unknown => {
          if (name === 'expectedVersion') return 999;
          return name in subjects ? subjects[name as keyof typeof subjects][index % 20] : undefined;
        };
        const { query, variables } = requestOf(root, everythingOf(getNamedType(root.field.type), 1), known);
        const { data, errors } = await world.tuntas.ask(world.as(member), query, variables);
        walk(member, data, root.name);
        walk(member, errors, `${root.name} error`);
      }),
    );
  }
  expect(found()).toEqual([]);
});

test('IDN-2 no log line and no message to anybody else tells who reported', async () => {
  expect(log.length).toBeGreaterThan(100);
  for (const line of log) walk('public', line, 'log');
  const { rows } = await world.db.ownerPool.query<{ recipient: string; text: string }>(
    'select recipient, to_jsonb(m)::text as text from message m',
  );
  expect(rows.length).toBeGreaterThan(0);
  const marked = (text: string) => marksIn(text, [...SECRET_MARKS, ...NAME_MARKS]).length > 0;
  for (const { recipient, text } of rows) if (!marked(recipient)) walk('public', text, 'message');
  expect(found()).toEqual([]);
});

test('IDN-2 the database shows nobody’s session more than that', async () => {
  const { rows: tables } = await world.db.ownerPool.query<{ name: string; columns: string[] }>(
    `select table_name as name, array_agg(column_name::text) as columns from information_schema.column_privileges
     where grantee = 'tuntas_app' and privilege_type = 'SELECT' and table_schema = 'public'
     group by table_name order by table_name`,
  );
  expect(tables.map(({ name }) => name)).toContain('reporter_identity');
  for (const [member, settings] of await sessionsOf(OTHERS)) {
    const client = await world.db.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local role tuntas_app');
      for (const [name, value] of settings) await client.query('select set_config($1, $2, true)', [name, value]);
      for (const { name, columns } of tables) {
        if (/^(area|agency|agency_closure|category|holiday|time_limit|setting)$/.test(name)) continue;
        const list = columns.map((column) => `"${column}"`).join(', ');
        const { rows } = await client.query<{ row: Record<string, unknown> }>(
          `select to_jsonb(t) as row from (select ${list} from ${name}) t`,
        );
        for (const { row } of rows) {
          // The row of a report says itself whether its name may be shown.
          const { reporter_display: display, ...rest } = row;
          walk(member, rest, `table ${name}`);
          if (row.anonymous !== false) walk(member, display ?? null, `table ${name}.reporter_display`);
        }
      }
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
  expect(found()).toEqual([]);
});

/** The settings under which row policies see these members. */
async function sessionsOf(members: readonly Member[]): Promise<[Member, [string, string][]][]> {
  return Promise.all(
    members.map(async (member) => {
      const person = await world.person(member);
      const settings: [string, string][] = person
        ? [
            ['tuntas.viewer_person', person.id],
            ['tuntas.viewer_role', person.role],
            ['tuntas.viewer_agency', person.agencyId ?? ''],
          ]
        : [['tuntas.viewer_role', '']];
      return [member, settings] as [Member, [string, string][]];
    }),
  );
}
