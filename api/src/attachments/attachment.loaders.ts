import type { RequestContext } from '../platform/graphql/context.ts';
import { registerNode } from '../platform/graphql/global-id.ts';
import { byKey, defineLoader, groupByKey } from '../platform/graphql/loaders.ts';
import { KNOWN_NAME } from './attachment.access.ts';
import type { AttachmentViewRow } from './attachment.type.ts';

const COLUMNS = `a.id, a.report_id as "reportId", a.follow_up_id as "followUpId", a.feedback_id as "feedbackId",
  ${KNOWN_NAME} as "knownName", a.media_type as "mediaType", a.kind, a.byte_size::float8 as "byteSize", a.thumbnail_key is not null as "hasThumbnail", a.status`;

/** The files that meet a condition on `$1`, in the order in which they were uploaded. */
function read(ctx: RequestContext, condition: string, ids: readonly string[]): Promise<AttachmentViewRow[]> {
  return ctx.reads.query<AttachmentViewRow>(
    `select ${COLUMNS} from attachment a where ${condition} order by a.created_at, a.id`,
    [ids],
  );
}

/** Attachments by id, as far as the viewer may see them; null otherwise. */
export const attachmentById = defineLoader<string, AttachmentViewRow | null, RequestContext>(
  'attachmentById',
  async (ctx, ids) => byKey(await read(ctx, 'a.id = any($1::uuid[])', ids), ids, (row) => row.id),
);

/** The files of reports themselves, without those of their follow-ups and feedback. */
export const attachmentsByReport = defineLoader<string, AttachmentViewRow[], RequestContext>(
  'attachmentsByReport',
  async (ctx, ids) => {
    const own = 'a.report_id = any($1::uuid[]) and a.follow_up_id is null and a.feedback_id is null';
    return groupByKey(await read(ctx, own, ids), ids, (row) => row.reportId ?? '');
  },
);

/** The files of follow-ups (FUP-1). */
export const attachmentsByFollowUp = defineLoader<string, AttachmentViewRow[], RequestContext>(
  'attachmentsByFollowUp',
  async (ctx, ids) =>
    groupByKey(await read(ctx, 'a.follow_up_id = any($1::uuid[])', ids), ids, (row) => row.followUpId ?? ''),
);

/** The files of feedback (FUP-2). */
export const attachmentsByFeedback = defineLoader<string, AttachmentViewRow[], RequestContext>(
  'attachmentsByFeedback',
  async (ctx, ids) =>
    groupByKey(await read(ctx, 'a.feedback_id = any($1::uuid[])', ids), ids, (row) => row.feedbackId ?? ''),
);

registerNode('Attachment', (ctx, ids) => Promise.all(ids.map((id) => attachmentById(ctx).load(id))));
