import 'reflect-metadata';
import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { attachmentsByReport } from '../attachments/attachment.loaders.ts';
import { AttachmentType, type AttachmentViewRow } from '../attachments/attachment.type.ts';
import type { TuntasContext } from '../context.ts';
import type { ReportRow } from './report.row.ts';
import { ReportType } from './report.type.ts';

/** The files of a report, on the report. */
@Resolver(() => ReportType)
export class ReportAttachmentsResolver {
  @Extensions({ listSize: 10 })
  @FieldResolver(() => [AttachmentType], {
    description: 'The files the reporter sent with it, as far as they have been checked (INT-7).',
  })
  attachments(@Root() report: ReportRow, @Ctx() ctx: TuntasContext): Promise<AttachmentViewRow[]> {
    return attachmentsByReport(ctx).load(report.id);
  }
}
