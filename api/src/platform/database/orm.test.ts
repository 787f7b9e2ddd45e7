import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/database/test-database.ts';
import { createOrm } from './orm.ts';

@Entity({ tableName: 'note' })
class Note {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'text' })
  owner!: string;

  @Property({ type: 'text' })
  text!: string;
}

const db = await testDatabase();
const statements: string[] = [];
let orm: MikroORM;

beforeAll(async () => {
  await db.ownerPool.query(`
    create table note (id int primary key, owner text not null, text text not null);
    alter table note enable row level security;
    alter table note force row level security;
    create policy own on note to tuntas_app
      using (owner = (select nullif(current_setting('tuntas.viewer_person', true), '')));
    grant select, insert, update on note to tuntas_app;
    alter table note no force row level security;
    insert into note values (1, 'sari', 'milik Sari'), (2, 'budi', 'milik Budi');
  `);
  orm = await createOrm([Note], db.url, { onStatement: (sql) => statements.push(sql) });
});
afterAll(() => orm.close(true));
beforeEach(() => void statements.splice(0));

test('a command works as its viewer, inside one transaction', async () => {
  const em = asPerson('sari');
  await em.transactional(async (inside) => {
    const notes = await inside.find(Note, {});
    expect(notes.map((note) => note.id)).toEqual([1]);
    for (const note of notes) note.text = 'diubah';
  });
  const { rows } = await db.ownerPool.query('select text from note order by id');
  expect(rows).toEqual([{ text: 'diubah' }, { text: 'milik Budi' }]);
});

test('what the viewer may not write is refused by the database', async () => {
  const em = asPerson('sari');
  await expect(
    em.transactional((inside) => {
      inside.create(Note, { id: 3, owner: 'budi', text: 'atas nama Budi' });
      return Promise.resolve();
    }),
  ).rejects.toThrow(/row-level security/);
});

test('values reach the database as they were sent, whatever quotes they bring', async () => {
  const sent = [
    `'; select 1; --`,
    `\\'; reset role; --`,
    `\\\\`,
    `$1 ? :x ?? E'\\''`,
    `"' || current_user || '"`,
    'a\nb',
    '🙂',
  ];
  const received = await asPerson('sari').transactional(async (inside) => {
    const rows = [];
    for (const text of sent) rows.push(...(await inside.execute<{ text: string }[]>('select ?::text as text', [text])));
    return rows.map(({ text }) => text);
  });
  expect(received).toEqual(sent);
});

test('commands send one statement at a time: a second one in the same text is refused', async () => {
  const two = asPerson('sari').transactional((inside) =>
    inside.execute(`select set_config('tuntas.viewer_person', 'budi', true); select * from note`),
  );
  await expect(two).rejects.toThrow(/cannot insert multiple commands into a prepared statement/);
  await expect(asPerson('sari').transactional((inside) => inside.execute('select 1; reset role'))).rejects.toThrow(
    /multiple commands/,
  );
});

test('without a viewer nothing can be read', async () => {
  await expect(orm.em.fork().find(Note, {})).rejects.toThrow(/permission denied/);
});

test('statements can be counted', async () => {
  await asPerson('budi').transactional((inside) => inside.findOneOrFail(Note, { id: 2 }));
  expect(statements.filter((sql) => sql.startsWith('select') && sql.includes('note'))).toHaveLength(1);
});

test('the entity manager that belongs to everybody is refused', async () => {
  await expect(orm.em.find(Note, {})).rejects.toThrow(/global/);
});

function asPerson(person: string): EntityManager {
  const em = orm.em.fork();
  em.setSessionContext({ role: 'tuntas_app', variables: { 'tuntas.viewer_person': person } });
  return em;
}
