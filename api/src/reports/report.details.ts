import type { ClaimedUploads } from '../attachments/commands/attach.ts';
import { attachmentPath } from '../casework/attach-refusal.ts';
import type { FileReport } from './commands/file-report.ts';
import { referencedUuid } from './report.answer.ts';
import type { AttachmentClaimInput, ReportDetailsInput } from './report.details.inputs.ts';

type Details = Pick<FileReport, 'eventDate' | 'areaCode' | 'place' | 'facts'> & ClaimedUploads;

/** The details of a command's input from the API's. */
export function detailsOf(input: ReportDetailsInput): Details {
  return {
    eventDate: input.eventDate ?? null,
    areaCode: input.areaCode ?? null,
    place: input.place ?? null,
    facts: Object.fromEntries(input.facts.map(({ fact, answer }) => [fact, answer.trim()])),
    ...uploadsOf(input.attachments),
  };
}

/** The uploads a command attaches, from the API's input. */
export function uploadsOf(attachments: readonly AttachmentClaimInput[]): ClaimedUploads {
  return {
    attachmentIds: attachments.map(({ id }, index) =>
      referencedUuid(id, 'Attachment', { path: attachmentPath(index), code: 'ATTACHMENT_UNKNOWN' }),
    ),
    claimTokens: attachments.flatMap(({ claimToken }) => claimToken ?? []),
  };
}
