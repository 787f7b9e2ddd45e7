import type { CaseFile, DispositionState } from './case-file.ts';
import { bounces, MAIN_TRACK, OPEN_LEG_STATUSES, tracksOf } from './case-file.ts';
import { checkClocks, checkTime, sameClock } from './clock-laws.fixture.ts';
import { holderOf, timeHeld } from './custody.ts';
import { DISPOSITION_LIFECYCLE } from './disposition.lifecycle.ts';
import { law } from './law.fixture.ts';
import type { Step } from './random-life.fixture.ts';
import { REPORT_LIFECYCLE } from './report.lifecycle.ts';

const hasEnded = ({ report }: CaseFile): boolean => report.status === 'CLOSED' || report.status === 'ARCHIVED';
const openLegs = (file: CaseFile): DispositionState[] =>
  file.dispositions.filter(({ status }) => OPEN_LEG_STATUSES.includes(status));

/** Everything that has to hold of one step of any life. */
export function checkStep(step: Step): void {
  refusalsChangeNothing(step);
  historyStands(step);
  statusesFollowTheTables(step);
  aCorrectionMovesNothing(step);
  connectedAgenciesOnly(step);
  theArbiterEndsTheBouncing(step);
  for (const file of step.fellDue.length > 0 ? [step.settled, step.after] : [step.after]) {
    custodyAddsUp(file, step.around.now);
    oneLegAndOneHolder(file);
    neverNobody(file);
    checkClocks(file);
    whoeverHoldsCanAct(file);
    knownByCategory(file);
    endedMeansEnded(file);
    whatTheDatabaseInsistsOn(file);
  }
  checkTime(step);
}

function refusalsChangeNothing({ settled, after, outcome }: Step): void {
  if (!outcome.ok) law(JSON.stringify(settled) === JSON.stringify(after), 'a refusal changes nothing');
}

/** What was written down is not rewritten: clocks, custody and legs only ever end. */
function historyStands({ before, settled, after }: Step): void {
  for (const [from, to] of [
    [before, settled],
    [settled, after],
  ] as const) {
    for (const was of from.clocks) {
      const is = to.clocks.find((clock) => sameClock(clock, was));
      law(is?.startedAt === was.startedAt && is.limitDays === was.limitDays, 'clocks keep their start and limit');
      law(was.stoppedAt === null || is?.stoppedAt === was.stoppedAt, 'a clock stops once');
      law(was.firedAt === null || is?.firedAt === was.firedAt, 'CLK-4 a due instant has its effect once');
    }
    for (const was of from.custody) {
      const is = to.custody.find((row) => row.track === was.track && row.position === was.position);
      law(is?.fromAt === was.fromAt && is.holder === was.holder, 'DIS-3 custody is not rewritten');
      law(was.untilAt === null || is?.untilAt === was.untilAt, 'DIS-3 custody ends once');
    }
    for (const was of from.dispositions) {
      const is = to.dispositions.find(({ id }) => id === was.id);
      law(is?.agencyId === was.agencyId && is.track === was.track, 'legs are not rewritten');
      law(was.endedAt === null || JSON.stringify(was) === JSON.stringify(is), 'an ended leg does not change');
    }
  }
}

function statusesFollowTheTables({ before, settled, after, deed, outcome }: Step): void {
  const bySystem = Object.values(REPORT_LIFECYCLE[before.report.status]).filter(({ by }) => by.includes('SYSTEM'));
  const inTime = [before.report.status, ...bySystem.map(({ to }) => to)];
  law(inTime.includes(settled.report.status), `time leads from ${before.report.status} to ${settled.report.status}`);
  if (!outcome.ok) return;
  const from = settled.report.status;
  const said = 'dispositionId' in deed ? from : REPORT_LIFECYCLE[from][deed.action]?.to;
  law(said !== undefined, `${deed.action} is not in the table of ${from}`);
  const asked = REPORT_LIFECYCLE[said!].ASK_FEEDBACK?.to;
  law([said, asked].includes(after.report.status), `${deed.action} leads from ${from} to ${after.report.status}`);
  for (const leg of after.dispositions) {
    const was = settled.dispositions.find(({ id }) => id === leg.id);
    if (!was) law(leg.status === 'RECEIVED', 'a new leg is RECEIVED');
    if (!was || was.status === leg.status) continue;
    const steps = Object.entries(DISPOSITION_LIFECYCLE[was.status]).filter(([, { to }]) => to === leg.status);
    const actions = steps.map(([action]) => action);
    const own = 'dispositionId' in deed && deed.dispositionId === leg.id && actions.includes(deed.action);
    const consequence = { CONFIRM: 'CLOSE', DISPUTE: 'REOPEN', DECLINE: 'ESCALATE' }[deed.action as string];
    law(own || actions.includes(consequence ?? ''), `${deed.action} leads a leg from ${was.status} to ${leg.status}`);
  }
}

/** VER-3 CLK-3: correcting what a report says touches no limit, no leg and no holder, least of all what has ended. */
function aCorrectionMovesNothing({ settled, after, deed, outcome }: Step): void {
  if (deed.action !== 'REVISE' || !outcome.ok) return;
  const moving = ({ report, clocks, dispositions, custody }: CaseFile): string =>
    JSON.stringify([report.status, report.closedAt, report.archivedAt, clocks, dispositions, custody]);
  law(moving(settled) === moving(after), `VER-3 a correction of a ${after.report.status} report moves nothing`);
}

function connectedAgenciesOnly({ settled, after, around }: Step): void {
  const known = new Set(settled.dispositions.map(({ id }) => id));
  for (const leg of after.dispositions) {
    law(known.has(leg.id) || around.agency(leg.agencyId)?.connected === true, 'VER-6 no leg for an unconnected agency');
  }
}

function theArbiterEndsTheBouncing({ settled, after, deed, outcome }: Step): void {
  for (const track of tracksOf(after)) law(bounces(after, track) <= 3, 'DIS-2 at most three bounces');
  if (!outcome.ok || deed.action !== 'DECLINE') return;
  const { track } = settled.dispositions.find(({ id }) => id === deed.dispositionId)!;
  law(bounces(settled, track) < 3, 'DIS-2 no fourth "not our authority"');
}

/** DIS-3: contiguous rows whose times add up to the elapsed time of the track, to the millisecond. */
function custodyAddsUp(file: CaseFile, now: Date): void {
  const { report } = file;
  for (const track of new Set([MAIN_TRACK, ...tracksOf(file)])) {
    const rows = file.custody.filter((row) => row.track === track).sort((a, b) => a.position - b.position);
    const legs = file.dispositions.filter((leg) => leg.track === track);
    const begun = track === MAIN_TRACK ? report.receivedAt : legs[0]!.openedAt;
    const withdrawn = legs.at(-1)?.status === 'WITHDRAWN' ? legs.at(-1)!.endedAt : null;
    const ended = withdrawn ?? report.closedAt ?? report.archivedAt;
    law(rows[0]?.fromAt.getTime() === begun.getTime(), 'DIS-3 custody begins with the track');
    rows.forEach((row, place) => {
      law(row.position === place, 'DIS-3 custody is numbered from 0');
      const until = place < rows.length - 1 ? rows[place + 1]!.fromAt : ended;
      law(row.untilAt?.getTime() === until?.getTime(), 'DIS-3 custody has no gap and no overlap');
    });
    const sum = rows.reduce((total, row) => total + timeHeld(row, now), 0);
    law(sum === (ended ?? now).getTime() - begun.getTime(), 'DIS-3 the times add up to the elapsed time');
  }
}

function oneLegAndOneHolder(file: CaseFile): void {
  for (const track of tracksOf(file)) {
    law(openLegs(file).filter((leg) => leg.track === track).length <= 1, 'one open leg a track');
    law(
      file.custody.filter((row) => row.track === track && row.untilAt === null).length <= 1,
      'one holder of a track at a time',
    );
  }
  const atWork = openLegs(file).map(({ agencyId }) => agencyId);
  law(new Set(atWork).size === atWork.length, 'DIS-1 one agency, one leg at work');
  for (const leg of openLegs(file)) {
    const row = holderOf(file, leg.track);
    if (leg.status === 'RESOLVED') law(row?.holder === 'COORDINATION' || row?.holder === 'REPORTER', 'resolved: waits');
    else if (leg.status === 'IN_ARBITRATION') law(row?.holder === 'ARBITER', 'in arbitration: the arbiter holds');
    else law(row?.dispositionId === leg.id && row.agencyId === leg.agencyId, 'the agency of the open leg holds it');
  }
}

/** DIS-2: no report is left with nobody, nor is a track that still has work in it. */
function neverNobody(file: CaseFile): void {
  if (hasEnded(file)) return;
  law(holderOf(file, MAIN_TRACK) !== undefined, 'DIS-2 somebody holds the report');
  for (const track of tracksOf(file)) {
    const last = file.dispositions.filter((leg) => leg.track === track).at(-1)!;
    law(last.status === 'WITHDRAWN' || holderOf(file, track) !== undefined, 'DIS-2 somebody holds each track');
  }
}

/** DIS-2: nobody is left with a track about which they can do nothing. */
function whoeverHoldsCanAct(file: CaseFile): void {
  const steps = REPORT_LIFECYCLE[file.report.status];
  for (const row of file.custody) {
    if (row.untilAt !== null) continue;
    const leg = openLegs(file).find(({ track }) => track === row.track);
    const begun = tracksOf(file).includes(row.track);
    const can = {
      NATIONAL_QUEUE: begun ? steps.REDISPOSE : (steps.ACCEPT ?? steps.DISPOSE),
      REPORTER: steps.SUPPLY_FACTS ?? steps.CONFIRM,
      AGENCY: leg && DISPOSITION_LIFECYCLE[leg.status].RESOLVE,
      UNCONNECTED_AGENCY: steps.RELEASE,
      COORDINATION: steps.ASK_FEEDBACK ?? steps.CLOSE_BY_SILENCE,
      ARBITER: leg && DISPOSITION_LIFECYCLE[leg.status].ARBITRATE,
      PRIMARY_REPORT: steps.UNMERGE,
    }[row.holder];
    law(
      can !== undefined,
      `DIS-2 ${row.holder} can do something with track ${row.track} of a ${file.report.status} report`,
    );
  }
}

/** VER-2: whatever is past verification has a category, also what was held and released. */
function knownByCategory({ report }: CaseFile): void {
  const unverified = ['RECEIVED', 'RETURNED', 'MERGED', 'ARCHIVED'].includes(report.status);
  law(unverified || report.hasCategory, `VER-2 a ${report.status} report has a category`);
}

function endedMeansEnded(file: CaseFile): void {
  if (!hasEnded(file)) return;
  law(openLegs(file).length === 0, 'DIS-4 no leg is open when the report has ended');
  law(
    file.clocks.every(({ stoppedAt }) => stoppedAt !== null),
    'no clock runs when the report has ended',
  );
  law(
    file.custody.every(({ untilAt }) => untilAt !== null),
    'nobody holds what has ended',
  );
}

/** The constraints of the tables report, clock and custody. */
function whatTheDatabaseInsistsOn({ report, clocks, custody }: CaseFile): void {
  law((report.status === 'CLOSED') === (report.closedAt !== null), 'closed_at');
  law((report.status === 'ARCHIVED') === (report.archivedAt !== null), 'archived_at');
  law((report.status === 'MERGED') === (report.mergedIntoId !== null), 'merged_into_id');
  law((report.status === 'HELD') === (report.heldForAgencyId !== null), 'held_for_agency_id');
  law(
    clocks.every((clock) => (clock.pausedAt === null) === (clock.daysLeft === null)),
    'paused_at and days_left',
  );
  const ofAgency = ['AGENCY', 'UNCONNECTED_AGENCY'];
  law(
    custody.every((row) => ofAgency.includes(row.holder) === (row.agencyId !== null)),
    'agency_id of a holder',
  );
  law(new Set(clocks.map(({ kind, track, epoch }) => `${kind} ${track} ${epoch}`)).size === clocks.length, 'epochs');
}
