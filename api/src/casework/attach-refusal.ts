import type { AttachRefusalCode, AttachRefused } from '../attachments/attachment.errors.ts';
import { MOST_ATTACHMENTS } from '../attachments/commands/attach.ts';
import type { RefusalCode } from '../platform/graphql/refusal-codes.ts';
import { refuse, type ActionRefused } from '../platform/graphql/refusals.ts';

const CODES: Readonly<Record<AttachRefusalCode, RefusalCode>> = {
  TOO_MANY_ATTACHMENTS: 'TOO_MANY_ATTACHMENTS',
  ATTACHMENT_REJECTED: 'ATTACHMENT_REJECTED',
  ATTACHMENT_ALREADY_USED: 'ATTACHMENT_ALREADY_USED',
  ATTACHMENT_NOT_AVAILABLE: 'ATTACHMENT_UNKNOWN',
};

/** What a command answers when its files cannot be attached (INT-7). */
export function attachRefusal({ code }: AttachRefused): ActionRefused {
  return refuse(CODES[code], code === 'TOO_MANY_ATTACHMENTS' ? { limit: MOST_ATTACHMENTS } : {}, 'INT-7');
}
