import { getNamedType } from 'graphql';
import { expect, test } from 'vitest';
import { NAME_MARKS, SECRET_MARKS, type Member } from './cast.ts';
import { everythingOf, requestOf, rootFields } from './operations.ts';
import { everyId } from './reader.ts';
import { rowsFor } from './rows.ts';
import { MEMBERS, type Watched } from './watch.ts';

/** Everybody but the marked reporters themselves. */
const OTHERS: readonly Member[] = MEMBERS.filter((member) => member !== 'receipt' && member !== 'reporter');

/** A mark where it must not be. */
interface Leak {
  readonly who: Member;
  readonly where: string;
  readonly mark: string;
}

const leaks: Leak[] = [];

/** The rules of IDN-2 about identities, for a world whose reporters are marked. */
export function identityWalk(watched: () => Watched): void {
  test('the marks are where the reporter reads them: the walk can find them', () => {
    const { readings } = watched();
    for (const { member, data, question } of readings) if (member === 'reporter') walk(member, data, question);
    const own = found();
    expect(own.filter(({ mark }) => mark === 'Berkassari').map(({ where }) => where)).toContainEqual(
      expect.stringContaining('fileName'),
    );
    expect(own.filter(({ mark }) => mark === 'Akunsari').map(({ where }) => where)).toContainEqual(
      expect.stringContaining('displayName'),
    );
  });

  test('IDN-2 no query shows anybody more of a reporter than the name of one who is not anonymous', () => {
    for (const { member, question, data, errors } of watched().readings) {
      if (!OTHERS.includes(member)) continue;
      walk(member, data, question);
      walk(member, errors, `${question} error`);
    }
    expect(found()).toEqual([]);
  });

  test('IDN-2 no subscription does either', () => {
    const { heard } = watched();
    for (const member of OTHERS) {
      const changes = heard.get(member)!.filter((message) => JSON.stringify(message).includes('LiveChange'));
      expect(changes.length, `${member} hears at least of what is public`).toBeGreaterThan(0);
      walk(member, heard.get(member), 'subscription');
    }
    expect(found()).toEqual([]);
  });

  test('IDN-2 a file tells nothing of its sender: neither its name nor its headers', async () => {
    const { world } = watched();
    // Every third, which are some of every kind.
    const ids = (await everyId(world)).get('Attachment')!.filter((_, index) => index % 3 === 0);
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
    const { world } = watched();
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
    const { world, log } = watched();
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
    const { world } = watched();
    for (const member of OTHERS) {
      for (const { table, row } of await rowsFor(world, member)) {
        // The row of a report says itself whether its name may be shown.
        const { reporter_display: display, ...rest } = row;
        walk(member, rest, `table ${table}`);
        if (row.anonymous !== false) walk(member, display ?? null, `table ${table}.reporter_display`);
      }
    }
    expect(found()).toEqual([]);
  });
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

/** A mark as it stands, as hexadecimal and as base64. */
const FORMS: ReadonlyMap<string, readonly string[]> = new Map(
  [...SECRET_MARKS, ...NAME_MARKS].map((mark) => {
    const bytes = Buffer.from(mark);
    // Base64 of a text depends on where in it the mark begins; its middle is the same for one of three beginnings.
    const base64 = [0, 1, 2].map((shift) =>
      bytes
        .subarray(shift)
        .toString('base64')
        .replace(/.{0,2}=*$/, ''),
    );
    return [mark, [mark, bytes.toString('hex'), ...base64].filter((form) => form.length >= 6)];
  }),
);

function marksIn(text: string, marks: readonly string[]): string[] {
  return marks.filter((mark) => FORMS.get(mark)!.some((form) => text.includes(form)));
}

function found(): Leak[] {
  return [...new Map(leaks.splice(0).map((leak) => [JSON.stringify(leak), leak])).values()];
}
