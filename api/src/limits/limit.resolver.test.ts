import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { graphqlReader, type GraphqlReader } from '../../test/office/graphql-reader.ts';
import { LimitResolver } from './limit.resolver.ts';

let db: TestDatabase;
let reader: GraphqlReader;

beforeAll(async () => {
  db = await testDatabase();
  reader = graphqlReader(db, [LimitResolver]);
});

interface Days {
  holidays: { date: string; kind: string; name: string; decree: string; stopsClocks: boolean }[];
}

const DAYS = 'query ($year: Int!) { holidays(year: $year) { date kind name(locale: EN) decree stopsClocks } }';

test('CLK-1 the days off of 2026 are 17 national holidays and 8 of joint leave, each with its decree', async () => {
  const { data, statements } = await reader.ask<Days>(DAYS, { year: 2026 });
  expect(statements).toHaveLength(1);
  expect(data.holidays.filter(({ kind }) => kind === 'NATIONAL')).toHaveLength(17);
  expect(data.holidays.filter(({ kind }) => kind === 'JOINT_LEAVE')).toHaveLength(8);
  expect(data.holidays[0]).toEqual({
    date: '2026-01-01',
    kind: 'NATIONAL',
    name: "New Year's Day 2026",
    decree: expect.stringContaining('1497 Tahun 2025') as string,
    stopsClocks: true,
  });
  expect(data.holidays.map(({ date }) => date)).toEqual(data.holidays.map(({ date }) => date).toSorted());
});

test('CLK-1 whether joint leave stops clocks follows the setting; national holidays always do', async () => {
  await db.ownerPool.query(`update setting set value = 'false' where key = 'joint_leave_stops_clock'`);
  const { data } = await reader.ask<Days>(DAYS, { year: 2026 });
  await db.ownerPool.query(`update setting set value = 'true' where key = 'joint_leave_stops_clock'`);
  expect(new Set(data.holidays.map(({ kind, stopsClocks }) => `${kind} ${stopsClocks}`))).toEqual(
    new Set(['NATIONAL true', 'JOINT_LEAVE false']),
  );
});

test('a year without a calendar has no days off, and one out of range is refused', async () => {
  expect((await reader.ask<Days>(DAYS, { year: 1999 })).data.holidays).toEqual([]);
  await expect(reader.ask(DAYS, { year: 300_000 })).rejects.toThrow();
});

test('CLK-2 the limits are 3, 5 and 10 working days, and 5, 14 and 60 by class, each with its basis', async () => {
  const { data } = await reader.ask<{
    timeLimits: { kind: string; serviceClass: string | null; workingDays: number }[];
  }>('{ timeLimits { kind serviceClass workingDays legalBasis kindLabel serviceClassLabel } }');
  expect(data.timeLimits.map((it) => `${it.kind} ${it.serviceClass} ${it.workingDays}`)).toEqual([
    'VERIFY null 3',
    'REPORTER_REPLY null 10',
    'RESPOND null 5',
    'RESOLVE INFORMATION 5',
    'RESOLVE ORDINARY 14',
    'RESOLVE SUPERVISED 60',
    'FEEDBACK null 10',
  ]);
});
