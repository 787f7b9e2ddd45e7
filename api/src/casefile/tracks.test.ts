import { describe, expect, it } from 'vitest';
import type { DispositionStatus, Holder } from './case-file.ts';
import { holderOf } from './custody.ts';
import { Life, plan } from './life.fixture.ts';

const verified = (): Life => new Life().report({ action: 'ACCEPT' });
const disposed = (required = true): Life =>
  verified().report({ action: 'DISPOSE', lead: plan('transport'), supporting: [plan('health', { required })] });

const holder = (life: Life, track = 0): Holder | undefined => holderOf(life.file, track)?.holder;
const statuses = (life: Life): DispositionStatus[] => life.file.dispositions.map(({ status }) => status);

describe('lead and supporting agencies', () => {
  it('DIS-1 each leg has its own instruction’s limit and the time zone of its agency', () => {
    const supporting = [plan('social', { resolveWithinDays: 3 }), plan('papua')];
    const life = verified().report({ action: 'DISPOSE', lead: plan('transport'), supporting });
    expect(life.due('RESOLVE', 0)).toEqual(new Date('2026-06-23T24:00+07:00'));
    expect(life.due('RESOLVE', 1)).toEqual(new Date('2026-06-05T24:00+08:00'));
    expect(life.due('RESOLVE', 2)).toEqual(new Date('2026-06-23T24:00+09:00'));
    expect(life.file.dispositions.map(({ part, required }) => [part, required])).toEqual([
      ['LEAD', true],
      ['SUPPORTING', true],
      ['SUPPORTING', true],
    ]);
  });

  it('DIS-1 a report may go to its lead agency alone', () => {
    const life = verified().report({ action: 'DISPOSE', lead: plan('transport'), supporting: [] });
    expect(life.file.dispositions.map(({ agencyId }) => agencyId)).toEqual(['transport']);
  });

  it('DIS-1 the lead’s leg is required, whatever the plan says', () => {
    const life = verified();
    life.report({ action: 'DISPOSE', lead: plan('transport', { required: false }), supporting: [] });
    expect(life.openLeg()).toMatchObject({ part: 'LEAD', required: true });
  });

  it('DIS-5 the first response of any kind stops the clock; accepting does not', () => {
    const life = disposed().leg({ action: 'ACCEPT' });
    expect(life.clock('RESPOND').stoppedAt).toBeNull();
    life
      .at('2026-06-03T09:00+07:00')
      .leg({ action: 'RESPOND' })
      .at('2026-06-04T09:00+07:00')
      .leg({ action: 'RESPOND' });
    expect(life.clock('RESPOND').stoppedAt).toEqual(new Date('2026-06-03T09:00+07:00'));
    expect(life.openLeg().firstRespondedAt).toEqual(new Date('2026-06-03T09:00+07:00'));
  });

  it('VER-6 a held report goes to its agency the moment that is connected', () => {
    const life = new Life().report({ action: 'HOLD', agencyId: 'forestry' });
    expect(holder(life)).toBe('UNCONNECTED_AGENCY');
    life.connect('forestry').at('2026-07-01T09:00+07:00').report({ action: 'RELEASE' });
    expect(life.openLeg()).toMatchObject({ agencyId: 'forestry', part: 'LEAD', status: 'RECEIVED' });
    expect(life.file.report).toMatchObject({ status: 'IN_PROGRESS', heldForAgencyId: null });
  });

  it('VER-2 CLK-3 a held report that is accepted after all waits in the queue, for the days it had left', () => {
    const life = new Life().at('2026-06-04T09:00+07:00').report({ action: 'HOLD', agencyId: 'harbour' });
    expect(life.clock('VERIFY')).toMatchObject({ pausedAt: life.around.now, daysLeft: 1 });
    life.at('2026-06-22T09:00+07:00').report({ action: 'ACCEPT' });
    expect(holder(life)).toBe('NATIONAL_QUEUE');
    expect(life.file.clocks).toHaveLength(1);
    expect(life.clock('VERIFY')).toMatchObject({ epoch: 1, pausedAt: null, dueAt: new Date('2026-06-23T24:00+07:00') });
    expect(life.happened.map(({ type }) => type)).toEqual(['REPORT_HELD', 'REPORT_ACCEPTED']);
  });

  it('CLK-3 holding again and again on one day buys no time', () => {
    const life = new Life().report({ action: 'ACCEPT' });
    for (const agencyId of ['harbour', 'forestry', 'harbour']) {
      life.report({ action: 'HOLD', agencyId }).report({ action: 'ACCEPT' });
    }
    expect(life.due('VERIFY')).toEqual(new Date('2026-06-05T24:00+07:00'));
  });

  it('CLK-3 holding does not forgive: what was overdue is overdue when it comes back, and marked once', () => {
    const life = new Life().at('2026-06-08T09:00+07:00').report({ action: 'HOLD', agencyId: 'harbour' });
    life.at('2026-06-22T09:00+07:00').report({ action: 'ACCEPT' }).at('2026-07-22T09:00+07:00');
    expect(life.due('VERIFY')).toEqual(new Date('2026-06-05T24:00+07:00'));
    expect(life.happened.filter(({ type }) => type === 'CLOCK_OVERDUE')).toHaveLength(1);
  });

  it('VER-6 nothing falls due while a report is held; to release or to archive it ends its verification', () => {
    const held = (): Life => new Life().report({ action: 'HOLD', agencyId: 'harbour' }).at('2026-07-22T09:00+07:00');
    expect(held().happened.map(({ type }) => type)).toEqual(['REPORT_HELD']);
    const released = held().connect('harbour').report({ action: 'RELEASE' });
    const archived = held().report({ action: 'ARCHIVE', reason: 'OUT_OF_SCOPE', note: null });
    for (const life of [released, archived]) {
      expect(life.clock('VERIFY')).toMatchObject({ epoch: 1, stoppedAt: life.around.now, firedAt: null });
    }
  });
});

describe('"not our authority"', () => {
  it('DIS-2 names a target, and the leg goes there under the same limits', () => {
    const life = disposed().leg({ action: 'DECLINE', targetId: 'social' });
    expect(life.openLeg()).toMatchObject({ agencyId: 'social', forwardedFromId: 'leg-1', binding: false });
    expect(life.file.clocks.filter(({ kind, track }) => kind === 'RESOLVE' && track === 0)).toHaveLength(1);
  });

  it('DIS-2 or sends the leg back to the national queue, which has as long as to verify', () => {
    const life = disposed().leg({ action: 'DECLINE', targetId: null });
    expect([holder(life), statuses(life)]).toEqual(['NATIONAL_QUEUE', ['DECLINED', 'RECEIVED']]);
    expect(life.clock('VERIFY')).toMatchObject({ epoch: 2, dueAt: new Date('2026-06-05T24:00+07:00') });
    life.report({ action: 'REDISPOSE', track: 0, agencyId: 'social' });
    expect([holder(life), life.clock('VERIFY').stoppedAt]).toEqual(['AGENCY', life.around.now]);
  });

  it('DIS-2 the third bounce goes to the arbiter, whatever it proposes, and the arbiter’s decision binds', () => {
    const life = disposed()
      .leg({ action: 'DECLINE', targetId: 'social' })
      .leg({ action: 'DECLINE', targetId: 'papua' })
      .leg({ action: 'DECLINE', targetId: 'education' });
    expect([holder(life), life.openLeg().status]).toEqual(['ARBITER', 'IN_ARBITRATION']);
    life.leg({ action: 'ARBITRATE', targetId: 'papua' });
    expect(life.openLeg()).toMatchObject({ agencyId: 'papua', binding: true, status: 'RECEIVED' });
    expect(life.happened.at(-2)!.data).toMatchObject({ bounces: 3, proposedId: 'education' });
    expect(life.clock('VERIFY').stoppedAt).toEqual(life.around.now);
    expect(life.happened.map(({ type }) => type).slice(-2)).toEqual([
      'DISPOSITION_ESCALATED',
      'DISPOSITION_ARBITRATED',
    ]);
  });

  it('DIS-3 a leg that comes back to an agency is flagged', () => {
    const life = disposed()
      .leg({ action: 'DECLINE', targetId: 'social' })
      .leg({ action: 'DECLINE', targetId: 'transport' });
    expect(life.happened.at(-1)!.data).toMatchObject({ returning: true, bounces: 2 });
    const queued = disposed().leg({ action: 'DECLINE', targetId: null });
    queued.report({ action: 'REDISPOSE', track: 0, agencyId: 'transport' });
    expect(queued.happened.at(-1)!.data).toMatchObject({ returning: true });
  });

  it('DIS-1 a leg goes to an agency once that one’s own leg has gone elsewhere, been declined or been withdrawn', () => {
    const forwarded = disposed().leg({ action: 'FORWARD', targetId: 'papua' }, 1);
    const declined = disposed().leg({ action: 'DECLINE', targetId: null }, 1);
    const withdrawn = disposed().leg({ action: 'WITHDRAW' }, 1);
    for (const life of [forwarded, declined, withdrawn]) {
      life.leg({ action: 'FORWARD', targetId: 'health' });
      expect(life.openLeg()).toMatchObject({ agencyId: 'health', track: 0, status: 'RECEIVED' });
    }
  });

  it('DIS-1 the arbiter can decide for the agency that said "not ours": the leg is on its own track', () => {
    const life = disposed()
      .leg({ action: 'DECLINE', targetId: 'social' })
      .leg({ action: 'DECLINE', targetId: 'papua' })
      .leg({ action: 'DECLINE', targetId: null });
    expect(life.leg({ action: 'ARBITRATE', targetId: 'papua' }).openLeg()).toMatchObject({ agencyId: 'papua' });
  });

  it('DIS-2 bounces of one track do not count on another', () => {
    const life = disposed()
      .leg({ action: 'DECLINE', targetId: 'social' })
      .leg({ action: 'DECLINE', targetId: 'papua' })
      .leg({ action: 'DECLINE', targetId: 'education' }, 1);
    expect(life.openLeg(1).status).toBe('RECEIVED');
  });
});

describe('asking for feedback', () => {
  it('DIS-4 waits for every required leg', () => {
    const life = disposed().leg({ action: 'RESOLVE' });
    expect([life.file.report.status, holder(life)]).toEqual(['IN_PROGRESS', 'COORDINATION']);
    life.leg({ action: 'RESOLVE' }, 1);
    expect([life.file.report.status, holder(life), holder(life, 1)]).toEqual([
      'AWAITING_FEEDBACK',
      'REPORTER',
      'REPORTER',
    ]);
  });

  it('DIS-4 waits for a required leg in the national queue or in arbitration as well', () => {
    const life = disposed().leg({ action: 'DECLINE', targetId: null }, 1).leg({ action: 'RESOLVE' });
    expect(life.file.report.status).toBe('IN_PROGRESS');
    life.report({ action: 'REDISPOSE', track: 1, agencyId: 'social' }).leg({ action: 'RESOLVE' }, 1);
    expect(life.file.report.status).toBe('AWAITING_FEEDBACK');
  });

  it('DIS-4 does not wait for an optional leg, which can go on and closes with the report', () => {
    const life = disposed(false).leg({ action: 'RESOLVE' });
    expect(life.file.report.status).toBe('AWAITING_FEEDBACK');
    life.leg({ action: 'FORWARD', targetId: 'social' }, 1).report({ action: 'CONFIRM', rating: 5 });
    expect(statuses(life)).toEqual(['CLOSED', 'FORWARDED', 'CLOSED']);
  });

  it('DIS-2 an optional leg sent back while the reporter has the word can be disposed again', () => {
    const life = disposed(false).leg({ action: 'RESOLVE' }).leg({ action: 'DECLINE', targetId: null }, 1);
    life.report({ action: 'REDISPOSE', track: 1, agencyId: 'social' });
    expect([life.file.report.status, holder(life, 1)]).toEqual(['AWAITING_FEEDBACK', 'AGENCY']);
    expect(life.clock('VERIFY', 1).stoppedAt).toEqual(life.around.now);
  });

  it('DIS-1 a required leg that is withdrawn is not waited for', () => {
    const life = disposed().leg({ action: 'RESOLVE' }).leg({ action: 'WITHDRAW' }, 1);
    expect([life.file.report.status, holder(life, 1)]).toEqual(['AWAITING_FEEDBACK', undefined]);
    expect(life.happened.map(({ type }) => type).slice(-2)).toEqual(['DISPOSITION_WITHDRAWN', 'FEEDBACK_ASKED']);
  });
});

describe('a disputed resolution', () => {
  it('FUP-2 goes back to the lead agency; supporting legs stay resolved', () => {
    const life = disposed().leg({ action: 'RESOLVE' }).leg({ action: 'RESOLVE' }, 1).report({ action: 'DISPUTE' });
    expect(statuses(life)).toEqual(['ACCEPTED', 'RESOLVED']);
    expect([holder(life), holder(life, 1)]).toEqual(['AGENCY', 'COORDINATION']);
    expect(life.file.report).toMatchObject({ status: 'IN_PROGRESS', disputeCount: 1, resolvedAt: null });
    life.leg({ action: 'RESOLVE' });
    expect(life.file.report.status).toBe('AWAITING_FEEDBACK');
  });

  it('FUP-2 goes to the agency that resolved it, also where the leg was forwarded', () => {
    const life = disposed(false).leg({ action: 'FORWARD', targetId: 'papua' }).leg({ action: 'RESOLVE' });
    life.report({ action: 'DISPUTE' });
    expect(holderOf(life.file, 0)).toMatchObject({ holder: 'AGENCY', agencyId: 'papua' });
    expect(life.clock('RESPOND')).toMatchObject({ epoch: 2, timeZone: 'Asia/Jayapura' });
  });

  it('FUP-2 CLK-3 keeps the history of the clocks: a late resolution stays late', () => {
    const life = disposed(false).at('2026-06-24T09:00+07:00').leg({ action: 'RESOLVE' });
    life.at('2026-06-30T09:00+07:00').report({ action: 'DISPUTE' });
    expect(life.clock('RESOLVE')).toMatchObject({ epoch: 1, firedAt: new Date('2026-06-23T24:00+07:00') });
    expect(life.due('RESOLVE')).toEqual(new Date('2026-06-23T24:00+07:00'));
  });
});
