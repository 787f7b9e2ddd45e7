import { describe, expect, it } from 'vitest';
import type { ClockKind } from './case-file.ts';
import { Life, plan } from './life.fixture.ts';

/*
 * Whole lives around Lebaran 2026 (holidays 19, 21, 22 March and 3 April; joint leave 18, 20, 23, 24 March) and New Year
 * (holidays 25 December, 1 and 16 January; joint leave 26 December). Due dates were counted by hand on a paper calendar;
 * 24:00 is the end of the day, +07:00 is WIB, +08:00 WITA, +09:00 WIT.
 */
const due = (life: Life, kind: ClockKind, at: string, track = 0): void =>
  expect(life.due(kind, track), `${kind} on track ${track}`).toEqual(new Date(at));

const missing = { action: 'RETURN', missingFacts: ['place'], note: 'Di ruas mana?' } as const;
const toTransport = { action: 'DISPOSE', lead: plan('transport'), supporting: [] } as const;
const toPapua = { action: 'DISPOSE', lead: plan('papua'), supporting: [] } as const;
const toSocial = { action: 'DISPOSE', lead: plan('social'), supporting: [] } as const;

const overdueOf = (life: Life): unknown[] =>
  life.happened.filter(({ type }) => type === 'CLOCK_OVERDUE').map(({ data }) => data.clock);

describe('Lebaran 2026, returned to the reporter over the holidays', () => {
  /** Received on Friday 13 March, returned on Monday 16, answered on Wednesday 25, disposed to Papua on Friday 27. */
  function untilDisposed(jointLeave: boolean, verify: string, answerUntil: string): Life {
    const life = new Life({ receivedAt: '2026-03-13T10:00+07:00', jointLeave });
    due(life, 'VERIFY', verify);
    life.at('2026-03-16T09:00+07:00').report(missing);
    due(life, 'REPORTER_REPLY', answerUntil);
    life.at('2026-03-25T11:00+07:00').report({ action: 'SUPPLY_FACTS' });
    return life;
  }

  function fromVerificationToTheEnd(life: Life, closedAt: string): void {
    due(life, 'VERIFY', '2026-03-27T24:00+07:00'); // two days were left: 26, 27
    life.at('2026-03-26T16:00+07:00').report({ action: 'ACCEPT' });
    life.at('2026-03-27T14:00+07:00').report(toPapua);
    due(life, 'RESPOND', '2026-04-06T24:00+09:00'); // 30, 31, 1, 2, 6
    due(life, 'RESOLVE', '2026-04-17T24:00+09:00');
    life.at('2026-04-01T09:00+09:00').leg({ action: 'RESPOND' });
    life.at('2026-04-10T16:00+09:00').leg({ action: 'RESOLVE' });
    due(life, 'FEEDBACK', '2026-04-24T24:00+07:00'); // 13–17, 20–24
    life.at('2026-04-23T20:00+07:00').report({ action: 'DISPUTE' });
    due(life, 'RESOLVE', '2026-04-30T24:00+09:00'); // five days were left: 24, 27–30
    due(life, 'RESPOND', '2026-04-30T24:00+09:00');
    life.at('2026-04-29T10:00+09:00').leg({ action: 'RESOLVE' });
    due(life, 'FEEDBACK', closedAt);
    expect(overdueOf(life)).toEqual([]);
    life.at(closedAt);
    expect(life.file.report).toMatchObject({ status: 'CLOSED', closedBy: 'SYSTEM', closedAt: new Date(closedAt) });
    expect(overdueOf(life)).toEqual([]);
  }

  it('CLK-1 CLK-3 FUP-2 joint leave stops the clocks', () => {
    const life = untilDisposed(true, '2026-03-25T24:00+07:00', '2026-04-07T24:00+07:00');
    expect(life.file.report.pauseDaysUsed).toBe(2); // 17, 25
    fromVerificationToTheEnd(life, '2026-05-18T24:00+07:00'); // 30, 4–8, 11–13, 18: joint leave on 15 May
  });

  it('CLK-1 CLK-3 FUP-2 joint leave does not stop the clocks', () => {
    const life = untilDisposed(false, '2026-03-18T24:00+07:00', '2026-03-31T24:00+07:00');
    expect(life.file.report.pauseDaysUsed).toBe(6); // 17, 18, 20, 23, 24, 25
    fromVerificationToTheEnd(life, '2026-05-15T24:00+07:00'); // 30, 4–8, 11–13, 15
  });
});

describe('Lebaran 2026, held over the holidays', () => {
  /** Received on Friday 13 March, held on Monday 16. */
  const held = (jointLeave: boolean): Life =>
    new Life({ receivedAt: '2026-03-13T10:00+07:00', jointLeave })
      .at('2026-03-16T09:00+07:00')
      .report({ action: 'HOLD', agencyId: 'harbour' });

  it.each([true, false])(
    'CLK-3 VER-2 accepted after all, it has the two days it had left (joint leave: %s)',
    (leave) => {
      const life = held(leave).at('2026-03-25T11:00+07:00').report({ action: 'ACCEPT' });
      due(life, 'VERIFY', '2026-03-27T24:00+07:00'); // 26, 27
      life.at('2026-03-26T09:00+07:00').report({ action: 'HOLD', agencyId: 'forestry' });
      life.at('2026-04-02T09:00+07:00').report({ action: 'ACCEPT' });
      due(life, 'VERIFY', '2026-04-06T24:00+07:00'); // one day was left: 6
      life.at('2026-04-06T23:59:59.999+07:00').report(toTransport).at('2026-04-08T09:00+07:00');
      expect(life.clock('VERIFY').epoch).toBe(1);
      expect(overdueOf(life)).toEqual([]);
    },
  );

  it('VER-6 CLK-3 released, its agency has its own limits, and nobody verified late', () => {
    const life = held(true).at('2026-03-25T09:00+07:00').connect('harbour').report({ action: 'RELEASE' });
    due(life, 'RESPOND', '2026-04-01T24:00+07:00'); // 26, 27, 30, 31, 1
    due(life, 'RESOLVE', '2026-04-15T24:00+07:00'); // and 2, 6–10, 13–15
    life.at('2026-04-01T09:00+07:00').leg({ action: 'RESPOND' }).at('2026-04-15T09:00+07:00');
    expect(overdueOf(life)).toEqual([]);
  });
});

describe('Lebaran 2026, resolved before and disputed during the holidays', () => {
  /** Received on Tuesday 10 March, disposed on Thursday 12, resolved on Tuesday 17, disputed on Monday 23. */
  function live(jointLeave: boolean): Life {
    const life = new Life({ receivedAt: '2026-03-10T08:00+07:00', jointLeave });
    due(life, 'VERIFY', '2026-03-13T24:00+07:00');
    life.report({ action: 'ACCEPT' }).at('2026-03-12T15:00+07:00').report(toTransport);
    return life;
  }

  it('CLK-1 CLK-3 a pause that lies within joint leave moves nothing', () => {
    const life = live(true);
    due(life, 'RESPOND', '2026-03-26T24:00+07:00'); // 13, 16, 17, 25, 26
    due(life, 'RESOLVE', '2026-04-09T24:00+07:00');
    life.at('2026-03-17T15:00+07:00').leg({ action: 'RESOLVE' });
    due(life, 'FEEDBACK', '2026-04-08T24:00+07:00'); // 25–27, 30–2, 6–8
    life.at('2026-03-23T12:00+07:00').report({ action: 'DISPUTE' });
    due(life, 'RESOLVE', '2026-04-09T24:00+07:00');
    due(life, 'RESPOND', '2026-03-31T24:00+07:00'); // 25, 26, 27, 30, 31
  });

  it('CLK-1 CLK-3 where joint leave counts as work, the same pause is worth three days', () => {
    const life = live(false);
    due(life, 'RESPOND', '2026-03-20T24:00+07:00'); // 13, 16, 17, 18, 20
    due(life, 'RESOLVE', '2026-04-02T24:00+07:00');
    life.at('2026-03-17T15:00+07:00').leg({ action: 'RESOLVE' });
    due(life, 'FEEDBACK', '2026-04-01T24:00+07:00'); // 18, 20, 23–27, 30–1
    life.at('2026-03-23T12:00+07:00').report({ action: 'DISPUTE' });
    due(life, 'RESOLVE', '2026-04-08T24:00+07:00'); // 18, 20, 23 come back as 6, 7, 8
    due(life, 'RESPOND', '2026-03-30T24:00+07:00'); // 24, 25, 26, 27, 30
  });

  it('CLK-3 forwarding and bouncing during the holidays move nothing', () => {
    const life = live(true)
      .leg({ action: 'FORWARD', targetId: 'papua' })
      .at('2026-03-20T10:00+07:00')
      .leg({ action: 'DECLINE', targetId: null })
      .at('2026-03-24T10:00+07:00')
      .report({ action: 'REDISPOSE', track: 0, agencyId: 'social' });
    due(life, 'RESPOND', '2026-03-26T24:00+07:00');
    due(life, 'RESOLVE', '2026-04-09T24:00+07:00');
    expect(life.clock('VERIFY').dueAt).toEqual(new Date('2026-03-27T24:00+07:00')); // in the queue since 20: 25, 26, 27
  });

  it('DIS-3 the times for which everybody held the report are known and add up', () => {
    const life = live(true)
      .at('2026-03-16T15:00+07:00')
      .leg({ action: 'FORWARD', targetId: 'health' })
      .at('2026-03-25T09:00+07:00')
      .leg({ action: 'RESOLVE' })
      .at('2026-03-26T09:00+07:00')
      .report({ action: 'CONFIRM', rating: 5 });
    const hours = life.file.custody.map(({ holder, agencyId, fromAt, untilAt }) => [
      agencyId ?? holder,
      (untilAt!.getTime() - fromAt.getTime()) / 3_600_000,
    ]);
    expect(hours).toEqual([
      ['NATIONAL_QUEUE', 55],
      ['transport', 96],
      ['health', 210],
      ['COORDINATION', 0],
      ['REPORTER', 24],
    ]);
    expect(55 + 96 + 210 + 24).toBe(385); // 10 March 08:00 to 26 March 09:00: 16 days and an hour
  });
});

describe('New Year 2025/26', () => {
  /** Received on Tuesday 23 December; disposed on 30 December, 23:30 WIB, when it is already the 31st in Makassar. */
  function disposedAtNight(jointLeave: boolean): Life {
    return new Life({ receivedAt: '2025-12-23T20:00+07:00', timeZone: 'Asia/Makassar', jointLeave })
      .at('2025-12-30T23:30+07:00')
      .report({ action: 'ACCEPT' })
      .report(toSocial);
  }

  it.each([
    { jointLeave: true, verify: '2025-12-30T24:00+07:00', overdue: [] },
    { jointLeave: false, verify: '2025-12-29T24:00+07:00', overdue: ['VERIFY'] },
  ])('CLK-1 the agency’s own midnight counts (joint leave stops the clock: $jointLeave)', (given) => {
    const life = disposedAtNight(given.jointLeave);
    due(life, 'VERIFY', given.verify);
    expect(overdueOf(life)).toEqual(given.overdue);
    due(life, 'RESPOND', '2026-01-08T24:00+08:00'); // 2, 5, 6, 7, 8
    due(life, 'RESOLVE', '2026-01-22T24:00+08:00'); // and 9, 12–15, 19–22
    life.at('2026-01-15T10:00+08:00').leg({ action: 'RESOLVE' });
    expect(overdueOf(life)).toEqual([...given.overdue, 'RESPOND']);
    due(life, 'FEEDBACK', '2026-01-30T24:00+08:00'); // 19–23, 26–30
    life.at('2026-01-30T23:59:59.999+08:00').report({ action: 'CONFIRM', rating: null });
    expect(life.file.report).toMatchObject({ status: 'CLOSED', closedBy: 'REPORTER' });
  });

  it.each([
    { serviceClass: 'INFORMATION', resolve: '2026-01-08T24:00+08:00' },
    { serviceClass: 'ORDINARY', resolve: '2026-01-22T24:00+08:00' },
    { serviceClass: 'SUPERVISED', resolve: '2026-04-08T24:00+08:00' }, // 20 to the end of January, 18, 17, then 5
  ] as const)('CLK-2 $serviceClass: resolved until $resolve', ({ serviceClass, resolve }) => {
    const life = new Life({ receivedAt: '2025-12-31T09:00+08:00', serviceClass }).report({ action: 'ACCEPT' });
    due(life.report(toSocial), 'RESOLVE', resolve);
  });

  it.each([
    { jointLeave: true, pauseEnds: '2026-01-09T24:00+07:00' }, // 24, 29–31, 2, 5–9
    { jointLeave: false, pauseEnds: '2026-01-08T24:00+07:00' }, // 24, 26, 29–31, 2, 5–8
  ])('VER-2 an unanswered return ends by itself on $pauseEnds (joint leave: $jointLeave)', (given) => {
    const life = new Life({ receivedAt: '2025-12-22T09:00+07:00', jointLeave: given.jointLeave });
    life.at('2025-12-23T09:00+07:00').report(missing);
    due(life, 'REPORTER_REPLY', given.pauseEnds);
    life.at('2026-02-10T09:00+07:00');
    expect(life.file.report).toMatchObject({
      status: 'RECEIVED',
      pauseDaysUsed: 10,
      missingFacts: [],
      returnNote: null,
    });
    due(life, 'VERIFY', '2026-01-13T24:00+07:00'); // two days were left: 12, 13
    expect(life.happened.map(({ type, at }) => [type, at])).toEqual([
      ['REPORT_RETURNED', new Date('2025-12-23T09:00+07:00')],
      ['PAUSE_ENDED', new Date(given.pauseEnds)],
      ['CLOCK_OVERDUE', new Date('2026-01-13T24:00+07:00')],
    ]);
  });
});
