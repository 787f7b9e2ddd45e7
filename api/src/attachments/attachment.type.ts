import { Field, Float, ObjectType } from 'type-graphql';
import { Node } from '../platform/graphql/global-id.ts';
import { LabelledField } from '../platform/graphql/labels.ts';
import type { AttachmentStatus } from './attachment.rows.ts';
import { AttachmentKinds, AttachmentStatuses } from './attachment.vocabulary.ts';
import type { AttachmentKind } from './inspection/media-type.ts';

/** An attachment as its resolvers read it; nothing in it tells who uploaded it (IDN-2). */
export interface AttachmentViewRow {
  readonly id: string;
  readonly reportId: string | null;
  readonly followUpId: string | null;
  readonly feedbackId: string | null;
  /** The name it was sent under, where the viewer may know it. */
  readonly knownName: string | null;
  readonly mediaType: string;
  readonly kind: AttachmentKind;
  readonly byteSize: number;
  readonly hasThumbnail: boolean;
  readonly status: AttachmentStatus;
}

@ObjectType('Attachment', {
  implements: Node,
  description:
    'A photo, film or document (INT-7). Visible with its report once it has been checked; before that to its uploader alone.',
})
export class AttachmentType extends Node {
  @Field(() => String, { description: 'The media type found in the file, such as image/jpeg.' })
  mediaType!: string;

  @LabelledField(AttachmentKinds, { description: 'What kind of file it is.' })
  kind!: string;

  @Field(() => Float, { description: 'Bytes.' })
  byteSize!: number;

  @LabelledField(AttachmentStatuses, { description: 'Whether it has been checked.' })
  status!: string;
}
