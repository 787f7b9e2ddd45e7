import type { Pool } from 'pg';
import { sessionSettings, type Viewer } from '../people/viewer.ts';
import { ReadSession } from '../platform/database/read-session.ts';

/** A file the viewer may read. */
export interface ReadableFile {
  /** The name it was sent under, where the viewer may know it. */
  readonly knownName: string | null;
}

/** Whether the viewer may read the file of an attachment: null where not. */
export type MayRead = (viewer: Viewer, attachmentId: string) => Promise<ReadableFile | null>;

/**
 * SQL for the name of an attachment `a` that the viewer may know: what an agency published with a follow-up keeps its
 * name for everybody, a reporter's file for the uploader alone (IDN-2).
 */
export const KNOWN_NAME = 'coalesce(a.published_name, own_file_name(a.id))';

/**
 * The viewer's own row policies decide (IDN-2): readable is what they can see of the table, and only once it is ready. A
 * confidential report's files are to others as if they did not exist.
 */
export function mayReadUnderRowPolicies(pool: Pool): MayRead {
  return async (viewer, attachmentId) => {
    const session = new ReadSession(pool, asReadSettings(viewer));
    try {
      return await session.one<ReadableFile>(
        `select ${KNOWN_NAME} as "knownName" from attachment a where a.id = $1 and a.status = 'READY'`,
        [attachmentId],
      );
    } finally {
      await session.close();
    }
  };
}

function asReadSettings(viewer: Viewer): ConstructorParameters<typeof ReadSession>[1] {
  const { role, variables } = sessionSettings(viewer);
  return { role, variables: { ...variables } };
}
