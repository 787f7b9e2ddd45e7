import { describe, expect, it } from 'vitest';
import { nextDueAt } from './clocks.ts';
import { Life, plan } from './life.fixture.ts';

const instant = (text: string): Date => new Date(text);
const disposed = (): Life =>
  new Life()
    .at('2026-06-03T09:00+07:00')
    .report({ action: 'ACCEPT' })
    .at('2026-06-04T09:00+07:00')
    .report({ action: 'DISPOSE', lead: plan('transport'), supporting: [plan('health', { required: false })] });

describe('the milestones of a report', () => {
  it('VER-2 it is verified and published when it is accepted, and not before', () => {
    expect(new Life().file.report).toMatchObject({ verifiedAt: null, publishedAt: null, disposedAt: null });
    expect(disposed().file.report).toMatchObject({
      verifiedAt: instant('2026-06-03T09:00+07:00'),
      publishedAt: instant('2026-06-03T09:00+07:00'),
      disposedAt: instant('2026-06-04T09:00+07:00'),
    });
  });

  it('VER-6 or when it is released from being held', () => {
    const life = new Life().report({ action: 'HOLD', agencyId: 'harbour' }).connect('harbour');
    expect(life.file.report).toMatchObject({ verifiedAt: null, publishedAt: null });
    const now = instant('2026-07-01T09:00+07:00');
    life.at(now).report({ action: 'RELEASE' });
    expect(life.file.report).toMatchObject({ verifiedAt: now, publishedAt: now, disposedAt: now });
  });

  it('VER-7 it is published once: verifying it again after an undone merge keeps the first date', () => {
    const life = new Life().report({ action: 'ACCEPT' }).report({ action: 'MERGE', primaryId: 'primary' });
    life.at('2026-06-08T09:00+07:00').report({ action: 'UNMERGE' }).report({ action: 'ACCEPT' });
    expect(life.file.report.publishedAt).toEqual(instant('2026-06-02T10:00+07:00'));
    expect(life.file.report.verifiedAt).toEqual(instant('2026-06-08T09:00+07:00'));
  });

  it('FUP-2 it is resolved while the reporter has the word', () => {
    const life = disposed().at('2026-06-05T09:00+07:00').leg({ action: 'RESOLVE' });
    expect(life.file.report.resolvedAt).toEqual(instant('2026-06-05T09:00+07:00'));
    expect(life.report({ action: 'DISPUTE' }).file.report.resolvedAt).toBeNull();
  });
});

describe('a correction found necessary late', () => {
  const resolved = (): Life => disposed().leg({ action: 'RESOLVE' });

  it.each([
    { status: 'AWAITING_FEEDBACK', given: resolved },
    { status: 'CLOSED', given: () => resolved().report({ action: 'CONFIRM', rating: 5 }) },
    { status: 'CLOSED', given: () => resolved().at('2026-08-03T09:00+07:00') },
    { status: 'ARCHIVED', given: () => new Life().report({ action: 'ARCHIVE', reason: 'SPAM', note: null }) },
  ])('VER-3 CLK-3 is possible in $status, and moves nothing but the text', ({ status, given }) => {
    const life = given();
    const before = structuredClone(life.file);
    life.report({ action: 'REVISE' });
    expect(life.file.report.status).toBe(status);
    expect(life.file).toEqual(before);
    expect(life.happened.at(-1)).toMatchObject({ type: 'REPORT_REVISED', at: life.around.now, by: null });
  });

  it('FUP-2 does not give the reporter longer to answer', () => {
    const life = resolved().at('2026-06-10T09:00+07:00').report({ action: 'REVISE' });
    life.at('2026-09-01T09:00+07:00').report({ action: 'REVISE' });
    expect(life.file.report).toMatchObject({ status: 'CLOSED', closedAt: life.due('FEEDBACK'), closedBy: 'SYSTEM' });
  });
});

describe('the milestones of a leg', () => {
  it('DIS-2 it is accepted once, and accepting is not yet a response', () => {
    const life = disposed().at('2026-06-05T09:00+07:00').leg({ action: 'ACCEPT' });
    life.at('2026-06-08T09:00+07:00').leg({ action: 'RESPOND' });
    expect(life.openLeg()).toMatchObject({
      acceptedAt: instant('2026-06-05T09:00+07:00'),
      firstRespondedAt: instant('2026-06-08T09:00+07:00'),
      resolvedAt: null,
    });
  });

  it('FUP-1 a resolution accepts and responds, if nothing has before', () => {
    const now = instant('2026-06-05T09:00+07:00');
    const life = disposed().at(now).leg({ action: 'RESOLVE' });
    expect(life.openLeg()).toMatchObject({ acceptedAt: now, firstRespondedAt: now, resolvedAt: now });
    expect(life.report({ action: 'DISPUTE' }).openLeg()).toMatchObject({ acceptedAt: now, resolvedAt: null });
  });
});

describe('what an agency has to keep next', () => {
  it('DIS-5 is the response, then the resolution, then nothing', () => {
    const life = disposed();
    expect(nextDueAt(life.file, 0)).toEqual(instant('2026-06-11T24:00+07:00'));
    life.leg({ action: 'RESPOND' });
    expect(nextDueAt(life.file, 0)).toEqual(instant('2026-06-25T24:00+07:00'));
    life.leg({ action: 'RESOLVE' });
    expect(nextDueAt(life.file, 0)).toBeNull();
  });

  it('DIS-5 is not the limit of the national queue, nor of another track', () => {
    const life = disposed().leg({ action: 'RESPOND' }).leg({ action: 'DECLINE', targetId: null });
    expect(life.due('VERIFY')).toEqual(instant('2026-06-09T24:00+07:00'));
    expect(nextDueAt(life.file, 0)).toEqual(instant('2026-06-25T24:00+07:00'));
  });

  it('DIS-1 is nothing any more when the leg is withdrawn', () => {
    const life = disposed().leg({ action: 'WITHDRAW' }, 1);
    expect(nextDueAt(life.file, 1)).toBeNull();
    expect(life.clock('RESOLVE', 1).stoppedAt).toEqual(life.around.now);
  });
});
