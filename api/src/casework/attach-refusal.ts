import type { AttachRefusalCode, AttachRefused } from '../attachments/attachment.errors.ts';
import { MOST_ATTACHMENTS } from '../attachments/commands/attach.ts';
import type { RefusalCode } from '../platform/graphql/refusal-codes.ts';
import { invalid, refuse, type AnyRefusal } from '../platform/graphql/refusals.ts';

const CODES: Readonly<Record<AttachRefusalCode, RefusalCode>> = {
  TOO_MANY_ATTACHMENTS: 'TOO_MANY_ATTACHMENTS',
  ATTACHMENT_REJECTED: 'ATTACHMENT_REJECTED',
  ATTACHMENT_ALREADY_USED: 'ATTACHMENT_ALREADY_USED',
  ATTACHMENT_NOT_AVAILABLE: 'ATTACHMENT_UNKNOWN',
};

/** What a command answers when its files cannot be attached (INT-7): which of them, as they stand in the input. */
export function attachRefusal({ code, attachmentIds, asked }: AttachRefused): AnyRefusal {
  if (code === 'TOO_MANY_ATTACHMENTS') return refuse(CODES[code], { limit: MOST_ATTACHMENTS }, 'INT-7');
  return invalid(attachmentIds.map((id) => ({ path: attachmentPath(asked.indexOf(id)), code: CODES[code] })));
}

/** Where the id of a file stands in the inputs that have files. */
export function attachmentPath(index: number): string {
  return `attachments.${index}.id`;
}
