import { v7 as uuidv7 } from 'uuid';
import { attachToReport, type ClaimedUploads } from '../attachments/commands/attach.ts';
import type { ReportDeed } from '../casefile/action.ts';
import { MAIN_TRACK, openLeg } from '../casefile/case-file.ts';
import type { CaseWork } from '../casework/case-work.ts';
import { throwIfRefused, type Casework } from '../casework/casework.ts';
import { once } from '../casework/idempotency.ts';
import type { Viewer } from '../people/viewer.ts';
import { refuse, type AnyRefusal } from '../platform/graphql/refusals.ts';

/** What giving feedback works with. */
export interface FeedbackDesk {
  readonly casework: Casework;
  /** What upload claims are checked with (INT-7). */
  readonly uploadSecret: string;
}

/** Which report is answered, and which version of it the reporter had read. */
export interface FeedbackRequest {
  readonly idempotencyKey: string;
  readonly reportId: string;
  readonly expectedVersion: number;
  /** The input as it came, handed back with a conflict so that no draft is lost (VER-4). */
  readonly submitted?: unknown;
}

/** What the reporter says, and the deed it stands for. */
export interface Feedback extends ClaimedUploads {
  readonly command: string;
  readonly deed: Extract<ReportDeed, { action: 'CONFIRM' | 'DISPUTE' }>;
  readonly text: string | null;
  readonly rating: number | null;
}

export interface GivenFeedback {
  readonly reportId: string;
  readonly feedbackId: string;
}

/**
 * Gives feedback: the deed, the feedback and its files, all or nothing. Sending the same key again gives the first
 * answer. At the due instant the window is over: the report is closed as of that instant, also when nobody had come to
 * close it, and the feedback is refused.
 */
export async function give(
  desk: FeedbackDesk,
  viewer: Viewer,
  { submitted, ...request }: FeedbackRequest,
  feedback: () => Feedback,
): Promise<GivenFeedback | AnyRefusal> {
  const { casework, uploadSecret } = desk;
  const { reportId } = request;
  return casework.onReport(viewer, { reportId, expectedVersion: null }, async (work) => {
    const content = feedback();
    const repeatable = { key: request.idempotencyKey, command: content.command, input: { ...request, ...content } };
    return once<GivenFeedback>(work.em, viewer, repeatable, work.now, () =>
      write(work, uploadSecret, { ...request, submitted }, content),
    );
  });
}

async function write(
  work: CaseWork,
  secret: string,
  request: FeedbackRequest,
  content: Feedback,
): Promise<GivenFeedback> {
  const { reportId, expectedVersion, submitted } = request;
  const { deed, text, rating, attachmentIds, claimTokens } = content;
  throwIfRefused(refuseIfNotTheirs(work) ?? refuseIfWindowIsOver(work));
  throwIfRefused(await work.refuseIfStale(expectedVersion, null, submitted));
  const feedbackId = uuidv7();
  // Before the deed: confirming ends the leg.
  const agencyId = openLeg(work.file, MAIN_TRACK)?.agencyId ?? null;
  throwIfRefused(await work.advance(deed, { publicData: { feedbackId, agencyId } }));
  await work.em.execute(
    `insert into feedback (id, report_id, agency_id, satisfied, text, rating, given_at)
     values (?::uuid, ?::uuid, ?::uuid, ?, ?, ?, ?::timestamptz)`,
    [feedbackId, reportId, agencyId, deed.action === 'CONFIRM', text, rating, work.now.toISOString()],
  );
  await attachToReport(work.em, { secret, now: work.now }, { reportId, feedbackId, attachmentIds, claimTokens });
  return { reportId, feedbackId };
}

function refuseIfNotTheirs(work: CaseWork): AnyRefusal | null {
  return work.standing.capacities.has('REPORTER') ? null : refuse('NOT_PERMITTED', {}, 'FUP-2');
}

function refuseIfWindowIsOver({ file: { report } }: CaseWork): AnyRefusal | null {
  if (report.closedAt === null || report.closedBy !== 'SYSTEM') return null;
  return refuse('FEEDBACK_WINDOW_OVER', { until: report.closedAt }, 'FUP-2');
}
