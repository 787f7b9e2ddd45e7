import { describe, expect, it } from 'vitest';
import { Life, plan } from './life.fixture.ts';
import { nextEffect } from './settle.ts';

/** Received on Tuesday 2 June 2026, 10:00 WIB. No holiday but 16 June comes near. */
const disposed = (): Life =>
  new Life()
    .report({ action: 'ACCEPT' })
    .report({ action: 'DISPOSE', lead: plan('transport'), supporting: [plan('health', { required: false })] });
const resolved = (): Life => disposed().leg({ action: 'RESOLVE' });
const missing = { action: 'RETURN', missingFacts: ['place'], note: 'Di mana?' } as const;

describe('overdue', () => {
  it('CLK-4 begins at the due instant and is marked once, however often time is looked at', () => {
    const life = new Life().at('2026-06-05T23:59:59.999+07:00');
    expect(life.happened).toEqual([]);
    life.at('2026-06-06T00:00+07:00').at('2026-06-06T00:00+07:00').at('2026-06-30T00:00+07:00');
    const dueAt = new Date('2026-06-05T24:00+07:00');
    const data = { clock: 'VERIFY', track: 0, epoch: 1, dueAt };
    expect(life.happened).toEqual([{ type: 'CLOCK_OVERDUE', at: dueAt, by: 'SYSTEM', dispositionId: null, data }]);
    expect(life.clock('VERIFY')).toMatchObject({ firedAt: dueAt, stoppedAt: null });
  });

  it('CLK-4 is not marked for a clock that was stopped in time', () => {
    const life = disposed().at('2026-06-03T09:00+07:00').leg({ action: 'RESPOND' }).at('2026-06-10T00:00+07:00');
    expect(life.happened.filter(({ data }) => data.track === 0 && data.clock === 'RESPOND')).toEqual([]);
    expect(life.happened.filter(({ data }) => data.track === 1 && data.clock === 'RESPOND')).toHaveLength(1);
  });

  it('CLK-3 is not forgiven by a pause, nor marked again after it', () => {
    const life = new Life().at('2026-06-08T09:00+07:00').report(missing).at('2026-06-10T09:00+07:00');
    life.report({ action: 'SUPPLY_FACTS' }).at('2026-07-30T09:00+07:00');
    expect(life.due('VERIFY')).toEqual(new Date('2026-06-05T24:00+07:00'));
    expect(life.happened.filter(({ type }) => type === 'CLOCK_OVERDUE')).toHaveLength(1);
  });

  it('CLK-4 is marked before the report closes over it at the same instant', () => {
    const life = new Life({ receivedAt: '2026-06-02T10:00+07:00' }).report({ action: 'ACCEPT' });
    const supporting = [plan('health', { required: false, resolveWithinDays: 10 })];
    life.report({ action: 'DISPOSE', lead: plan('transport'), supporting }).leg({ action: 'RESOLVE' });
    expect(life.due('RESOLVE', 1)).toEqual(life.due('FEEDBACK'));
    life.at(life.due('FEEDBACK'));
    expect(life.happened.slice(-2).map(({ type }) => type)).toEqual(['CLOCK_OVERDUE', 'REPORT_CLOSED']);
  });
});

describe('silence', () => {
  it('FUP-2 CLK-4 closes the report at the due instant itself, however late that is noticed', () => {
    const dueAt = new Date('2026-06-17T24:00+07:00');
    const life = resolved().at('2026-06-17T23:59:59.999+07:00');
    expect(life.file.report.status).toBe('AWAITING_FEEDBACK');
    life.at('2026-09-01T12:00+07:00');
    expect(life.file.report).toMatchObject({ status: 'CLOSED', closedAt: dueAt, closedBy: 'SYSTEM' });
    expect(life.file.dispositions.map(({ status, endedAt }) => [status, endedAt])).toEqual([
      ['CLOSED', dueAt],
      ['CLOSED', dueAt],
    ]);
    expect(life.happened.filter(({ type }) => type === 'REPORT_CLOSED')).toMatchObject([
      { at: dueAt, by: 'SYSTEM', data: { by: 'SYSTEM' } },
    ]);
  });

  it('FUP-2 CLK-4 stops all limits: nothing falls due after the report has closed', () => {
    const life = resolved().at('2030-01-01T00:00+07:00');
    expect(nextEffect(life.file)).toBeNull();
    expect(life.happened.every(({ at }) => at <= new Date('2026-06-17T24:00+07:00'))).toBe(true);
  });

  it('FUP-5 a report that was closed by silence can still be rated', () => {
    expect(resolved().at('2026-07-01T00:00+07:00').report({ action: 'RATE', rating: 2 }).file.report.rating).toBe(2);
  });
});

describe('the capped pause', () => {
  it('VER-2 is shared by all returns: what one used is gone for the next', () => {
    const life = new Life().report(missing).at('2026-06-08T10:00+07:00').report({ action: 'SUPPLY_FACTS' });
    expect(life.file.report.pauseDaysUsed).toBe(4); // 3, 4, 5, 8
    life.report(missing);
    expect(life.clock('REPORTER_REPLY')).toMatchObject({ epoch: 2, limitDays: 6 });
    expect(life.due('REPORTER_REPLY')).toEqual(new Date('2026-06-17T24:00+07:00')); // 9–12, 15, 17
    life.at('2026-06-18T08:00+07:00');
    expect(life.file.report).toMatchObject({ status: 'RECEIVED', pauseDaysUsed: 10 });
    expect(life.tryReport(missing)).toMatchObject({ ok: false, refusal: { code: 'PAUSE_USED_UP' } });
  });

  it('VER-2 CLK-3 gives the verifier back the days there were, and no more', () => {
    const life = new Life().at('2026-06-03T10:00+07:00').report(missing).at('2026-06-15T10:00+07:00');
    life.report({ action: 'SUPPLY_FACTS' });
    expect(life.due('VERIFY')).toEqual(new Date('2026-06-18T24:00+07:00')); // two days were left: 17, 18
  });

  it('VER-2 an answer on the day of the return costs nothing', () => {
    const life = new Life().report(missing).at('2026-06-02T23:00+07:00').report({ action: 'SUPPLY_FACTS' });
    expect(life.file.report.pauseDaysUsed).toBe(0);
    expect(life.due('VERIFY')).toEqual(new Date('2026-06-05T24:00+07:00'));
  });

  it('VER-7 CLK-3 a merge pauses verification until it is undone', () => {
    const life = new Life().report({ action: 'MERGE', primaryId: 'primary' }).at('2026-06-20T10:00+07:00');
    expect(life.happened.map(({ type }) => type)).toEqual(['REPORT_MERGED']);
    life.report({ action: 'UNMERGE' });
    expect(life.due('VERIFY')).toEqual(new Date('2026-06-24T24:00+07:00')); // Saturday 20 June; 22, 23, 24
  });
});
