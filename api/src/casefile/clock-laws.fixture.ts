import type { CaseFile, ClockState } from './case-file.ts';
import { MAIN_TRACK } from './case-file.ts';
import { isRunning } from './clocks.ts';
import { holderOf } from './custody.ts';
import { law } from './law.fixture.ts';
import type { Step } from './random-life.fixture.ts';

export const sameClock = (a: ClockState, b: ClockState): boolean =>
  a.track === b.track && a.kind === b.kind && a.epoch === b.epoch;

/** What has to hold of the clocks of a file at any moment. */
export function checkClocks(file: CaseFile): void {
  somebodyIsUnderAClock(file);
  noClockWithoutItsReason(file);
}

/** What has to hold of the clocks in one step of a life. */
export function checkTime(step: Step): void {
  dueDatesStandStill(step);
  limitsBeginWhereTheyMay(step);
  everythingDueHasHappened(step);
}

/** CLK-3, with the defined pauses: returned to the reporter, held, merged, resolved and disputed. */
function dueDatesStandStill({ before, settled, after, fellDue, deed, outcome }: Step): void {
  const moved = (from: CaseFile, to: CaseFile): [ClockState, ClockState][] =>
    from.clocks
      .map((clock): [ClockState, ClockState] => [clock, to.clocks.find((each) => sameClock(each, clock))!])
      .filter(([was, is]) => was.dueAt.getTime() !== is.dueAt.getTime());
  for (const [was, is] of moved(before, settled)) {
    law(fellDue.some(({ type }) => type === 'PAUSE_ENDED') && was.kind === 'VERIFY', `CLK-3 time moves ${was.kind}`);
    law(is.dueAt > was.dueAt, 'CLK-3 a pause never makes a limit shorter');
  }
  for (const [was, is] of moved(settled, after)) {
    const ends = { VERIFY: ['SUPPLY_FACTS', 'ACCEPT', 'UNMERGE'], RESOLVE: ['DISPUTE'] }[was.kind as string] ?? [];
    law(outcome.ok && ends.includes(deed.action), `CLK-3 ${deed.action} moves ${was.kind}`);
    law(was.track === MAIN_TRACK && was.pausedAt !== null, 'CLK-3 only a paused clock of the main line moves');
    law(is.dueAt > was.dueAt, 'CLK-3 a pause never makes a limit shorter');
    law(was.firedAt === null, 'CLK-3 what was overdue stays overdue');
  }
}

/** CLK-3: no other deed begins a limit, and time begins none: a second epoch would be bought time. */
function limitsBeginWhereTheyMay({ before, settled, after, deed }: Step): void {
  const mayBegin = {
    VERIFY: ['DECLINE'],
    RESPOND: ['DISPOSE', 'ADD_SUPPORT', 'RELEASE', 'DISPUTE'],
    RESOLVE: ['DISPOSE', 'ADD_SUPPORT', 'RELEASE'],
    FEEDBACK: ['RESOLVE', 'WITHDRAW'],
    REPORTER_REPLY: ['RETURN'],
  };
  law(settled.clocks.length === before.clocks.length, 'CLK-3 time begins no limit');
  for (const clock of after.clocks.slice(settled.clocks.length)) {
    law(mayBegin[clock.kind].includes(deed.action), `CLK-3 ${deed.action} begins ${clock.kind}`);
  }
}

/** CLK-2: whoever holds a track and is to do something has a limit that runs. */
function somebodyIsUnderAClock(file: CaseFile): void {
  for (const row of file.custody) {
    if (row.untilAt !== null) continue;
    const afterwards = file.report.status === 'AWAITING_FEEDBACK' ? 'FEEDBACK' : 'REPORTER_REPLY';
    const kind = { NATIONAL_QUEUE: 'VERIFY', ARBITER: 'VERIFY', AGENCY: 'RESOLVE', REPORTER: afterwards }[
      row.holder as string
    ];
    if (!kind) continue;
    const track = row.holder === 'REPORTER' ? MAIN_TRACK : row.track;
    const running = file.clocks.filter((clock) => clock.track === track && clock.kind === kind && isRunning(clock));
    law(running.length === 1, `${row.holder} on track ${row.track} is under one ${kind} clock`);
  }
}

/** A clock that has not been stopped limits whoever holds its track now, runs or waits: nobody is blamed for another. */
function noClockWithoutItsReason(file: CaseFile): void {
  const { status } = file.report;
  for (const clock of file.clocks) {
    if (clock.stoppedAt !== null) continue;
    const holder = holderOf(file, clock.track)?.holder ?? 'nobody';
    const verifying = ['NATIONAL_QUEUE', 'ARBITER'].includes(holder);
    const reason = {
      VERIFY: clock.pausedAt === null ? verifying : ['RETURNED', 'HELD', 'MERGED'].includes(status),
      RESPOND: holder !== 'nobody' && holder !== 'COORDINATION' && holder !== 'REPORTER',
      RESOLVE: holder !== 'nobody' && (clock.pausedAt !== null) === ['COORDINATION', 'REPORTER'].includes(holder),
      FEEDBACK: status === 'AWAITING_FEEDBACK',
      REPORTER_REPLY: status === 'RETURNED',
    }[clock.kind];
    law(reason, `${clock.kind} while ${holder} holds track ${clock.track} of a ${status} report`);
  }
}

/** CLK-4: nothing that fell due is waiting, and what happened by itself happened at its due instant, in order. */
function everythingDueHasHappened({ settled, fellDue, around }: Step): void {
  const waiting = settled.clocks.filter((clock) => isRunning(clock) && clock.dueAt <= around.now);
  law(
    waiting.every(({ firedAt }) => firedAt !== null),
    'CLK-4 what is due has happened',
  );
  law(
    settled.clocks.every(({ firedAt, dueAt }) => firedAt === null || firedAt.getTime() === dueAt.getTime()),
    'CLK-4 the effect is at the due instant',
  );
  fellDue.reduce((earlier, { at }) => {
    law(at >= earlier && at <= around.now, 'CLK-4 in the order in which it fell due');
    return at;
  }, new Date(0));
}
