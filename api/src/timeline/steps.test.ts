import { describe, expect, test } from 'vitest';
import { Life, plan } from '../casefile/life.fixture.ts';
import { statusLineOf } from './status-line.ts';
import { STEP_KINDS, stepsOf } from './steps.ts';

interface Case {
  readonly title: string;
  readonly life: () => Life;
  /** One letter a step: D done, C current, P pending, S skipped. */
  readonly states: string;
  readonly holder: string | null;
  /** The due instant that is promised now, in UTC. */
  readonly promised: string | null;
  readonly line: string;
}

const filed = () => new Life();
const verified = () => filed().report({ action: 'ACCEPT' });
const disposed = (...supporting: string[]) =>
  verified().report({ action: 'DISPOSE', lead: plan('transport'), supporting: supporting.map((id) => plan(id)) });
const resolved = () => disposed().leg({ action: 'RESOLVE' });

/** Filed on Tuesday, 2 June 2026, 10:00 WIB. Limits: 3 to verify, 5 to respond, 14 to resolve, 10 for feedback. */
const CASES: readonly Case[] = [
  {
    title: 'a new report is verified by the third working day',
    life: filed,
    states: 'DCPPP',
    holder: 'NATIONAL_QUEUE',
    promised: '2026-06-05T17:00:00.000Z',
    line: 'Menunggu verifikasi',
  },
  {
    title: 'a returned report is with its reporter, whose time is what is promised',
    life: () => filed().report({ action: 'RETURN', missingFacts: ['WHERE'], note: 'Di mana?' }),
    states: 'DCPPP',
    holder: 'REPORTER',
    promised: '2026-06-17T17:00:00.000Z',
    line: 'Menunggu kelengkapan dari pelapor',
  },
  {
    title: 'a held report waits for an agency that is not connected, and nobody promises when',
    life: () => filed().report({ action: 'HOLD', agencyId: 'harbour' }),
    states: 'DCPPP',
    holder: 'UNCONNECTED_AGENCY harbour',
    promised: null,
    line: 'Ditahan: instansi belum terhubung',
  },
  {
    title: 'a verified report is with the admin until it is passed on: that is what was promised',
    life: verified,
    states: 'DCPPP',
    holder: 'NATIONAL_QUEUE',
    promised: '2026-06-05T17:00:00.000Z',
    line: 'Terverifikasi, menunggu disposisi',
  },
  {
    title: 'a disposed report is with the agency, which responds by the fifth working day',
    life: disposed,
    states: 'DDCPP',
    holder: 'AGENCY transport',
    promised: '2026-06-09T17:00:00.000Z',
    line: 'Menunggu tindak lanjut Instansi',
  },
  {
    title: 'once the agency has responded, the resolution is what it promises next',
    life: () => disposed().leg({ action: 'RESPOND' }),
    states: 'DDCPP',
    holder: 'AGENCY transport',
    promised: '2026-06-23T17:00:00.000Z',
    line: 'Ditindaklanjuti oleh Instansi',
  },
  {
    title: 'a forwarded leg is with the next agency under the same due date (CLK-3)',
    life: () => disposed().leg({ action: 'FORWARD', targetId: 'health' }),
    states: 'DDCPP',
    holder: 'AGENCY health',
    promised: '2026-06-09T17:00:00.000Z',
    line: 'Menunggu tindak lanjut Instansi',
  },
  {
    title: 'a report declared "not our authority" is with the admin again',
    life: () => disposed().leg({ action: 'DECLINE', targetId: null }),
    states: 'DDCPP',
    holder: 'NATIONAL_QUEUE',
    promised: '2026-06-05T17:00:00.000Z',
    line: 'Menunggu disposisi ulang',
  },
  {
    title: 'after the third bounce it is with the arbiter',
    life: () =>
      disposed()
        .leg({ action: 'DECLINE', targetId: 'health' })
        .leg({ action: 'DECLINE', targetId: 'social' })
        .leg({ action: 'DECLINE', targetId: 'transport' }),
    states: 'DDCPP',
    holder: 'ARBITER',
    promised: '2026-06-05T17:00:00.000Z',
    line: 'Menunggu penetapan arbiter',
  },
  {
    title: 'when the lead is done and a supporting agency is not, the report waits for the supporting one (DIS-4)',
    life: () => disposed('social').leg({ action: 'RESOLVE' }),
    states: 'DDCPP',
    holder: 'AGENCY social',
    promised: '2026-06-09T16:00:00.000Z',
    line: 'Ditindaklanjuti oleh Instansi',
  },
  {
    title: 'a resolved report waits for its reporter, and is done by itself after ten working days',
    life: resolved,
    states: 'DDDCP',
    holder: 'REPORTER',
    promised: '2026-06-17T17:00:00.000Z',
    line: 'Selesai otomatis dalam 10 hari',
  },
  {
    title: 'the countdown is in working days: a weekend and a holiday do not count',
    life: () => resolved().at('2026-06-13T12:00+07:00'),
    states: 'DDDCP',
    holder: 'REPORTER',
    promised: '2026-06-17T17:00:00.000Z',
    line: 'Selesai otomatis dalam 2 hari',
  },
  {
    title: 'on the last day it is done today',
    life: () => resolved().at('2026-06-17T23:59+07:00'),
    states: 'DDDCP',
    holder: 'REPORTER',
    promised: '2026-06-17T17:00:00.000Z',
    line: 'Selesai otomatis hari ini',
  },
  {
    title: 'silence closes it: no feedback was given',
    life: () => resolved().at('2026-06-18T00:00+07:00'),
    states: 'DDDSD',
    holder: null,
    promised: null,
    line: 'Ditutup oleh Sistem',
  },
  {
    title: 'a confirmed report has had all five steps',
    life: () => resolved().report({ action: 'CONFIRM', rating: 5 }),
    states: 'DDDDD',
    holder: null,
    promised: null,
    line: 'Ditutup oleh Pelapor',
  },
  {
    title: 'a disputed report is with the agency again, which has to respond anew',
    life: () => resolved().report({ action: 'DISPUTE' }),
    states: 'DDCPP',
    holder: 'AGENCY transport',
    promised: '2026-06-09T17:00:00.000Z',
    line: 'Ditanggapi oleh Pelapor',
  },
  {
    title: 'an archived report ended in verification',
    life: () => filed().report({ action: 'ARCHIVE', reason: 'SPAM', note: null }),
    states: 'DDSSD',
    holder: null,
    promised: null,
    line: 'Diarsipkan',
  },
  {
    title: 'a merged report waits for the report it was merged into',
    life: () => verified().report({ action: 'MERGE', primaryId: 'another' }),
    states: 'DDCPP',
    holder: 'PRIMARY_REPORT',
    promised: null,
    line: 'Digabung',
  },
  {
    title: 'a report taken apart again is in verification again',
    life: () => verified().report({ action: 'MERGE', primaryId: 'another' }).report({ action: 'UNMERGE' }),
    states: 'DCPPP',
    holder: 'NATIONAL_QUEUE',
    promised: '2026-06-05T17:00:00.000Z',
    line: 'Menunggu verifikasi',
  },
];

describe('FUP-3 the five public steps', () => {
  test.each(CASES)('$title', ({ life, states, holder, promised, line }) => {
    const { file, around } = life();
    const steps = stepsOf(file, around.now);
    expect(steps.map((step) => step.kind)).toEqual(STEP_KINDS);
    expect(steps.map((step) => step.state[0]).join('')).toBe(states);
    for (const step of steps) expect(step.doneAt !== null).toBe(step.state === 'DONE');

    const current = steps.find((step) => step.state === 'CURRENT');
    const heldBy = current?.heldBy;
    expect(heldBy ? [heldBy.holder, heldBy.agencyId].filter(Boolean).join(' ') : null).toBe(holder);
    expect(current?.promisedAt?.toISOString() ?? null).toBe(promised);
    expect(steps.every((step) => step === current || step.heldBy === null)).toBe(true);
    expect(statusLineOf(file, around.calendar, around.now, 'id')).toBe(line);
  });

  test('while the reporter has the word, the last step promises when the report is done at the latest', () => {
    const { file, around } = resolved();
    expect(stepsOf(file, around.now).at(-1)).toMatchObject({
      kind: 'DONE',
      state: 'PENDING',
      promisedAt: new Date('2026-06-17T17:00:00Z'),
    });
  });

  test('a promise is broken from its due instant on, and stays the promise', () => {
    const life = disposed();
    const due = life.due('RESPOND');
    const followUp = (now: Date) => stepsOf(life.at(now).file, now)[2]!;
    expect(followUp(new Date(due.getTime() - 1))).toMatchObject({ promisedAt: due, overdue: false });
    expect(followUp(due)).toMatchObject({ promisedAt: due, overdue: true });
  });

  test('the line counts days down one working day at a time, in both languages', () => {
    const life = resolved();
    const line = (at: string, locale: 'id' | 'en') =>
      statusLineOf(life.at(at).file, life.around.calendar, life.around.now, locale);
    expect(line('2026-06-12T09:00+07:00', 'en')).toBe('Closes by itself in 2 working days');
    expect(line('2026-06-15T09:00+07:00', 'en')).toBe('Closes by itself in 1 working day');
    expect(line('2026-06-16T09:00+07:00', 'id')).toBe('Selesai otomatis dalam 1 hari');
    expect(line('2026-06-17T09:00+07:00', 'en')).toBe('Closes by itself today');
    expect(line('2026-06-18T09:00+07:00', 'en')).toBe('Closed by the system');
  });
});
