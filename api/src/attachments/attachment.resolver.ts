import 'reflect-metadata';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import './attachment.loaders.ts';
import { AttachmentType, type AttachmentViewRow } from './attachment.type.ts';
import { shownFileName } from './file-name.ts';

/** Files: their names as the viewer may know them, and where to get them. */
@Resolver(() => AttachmentType)
export class AttachmentResolver {
  @FieldResolver(() => String, {
    description: "The name of the file; a reporter's file has its own name for the reporter alone (IDN-2).",
  })
  fileName(@Root() attachment: AttachmentViewRow): string {
    return shownFileName(attachment);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where to get it, below the address of this server; null until it has been checked.',
  })
  url(@Root() attachment: AttachmentViewRow): string | null {
    return attachment.status === 'READY' ? pathOf(attachment) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where to get a small picture of it (WebP, at most 320 pixels); null where there is none.',
  })
  thumbnailUrl(@Root() attachment: AttachmentViewRow): string | null {
    return attachment.status === 'READY' && attachment.hasThumbnail ? `${pathOf(attachment)}/thumbnail` : null;
  }
}

function pathOf({ id }: AttachmentViewRow): string {
  return `/attachments/${encodeURIComponent(toGlobalId('Attachment', id))}`;
}
