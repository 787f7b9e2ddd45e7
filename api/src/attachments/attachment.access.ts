import type { Pool } from 'pg';
import { sessionSettings, type Viewer } from '../people/viewer.ts';
import { ReadSession } from '../platform/database/read-session.ts';

/** Whether the viewer may read the file of an attachment. */
export type MayRead = (viewer: Viewer, attachmentId: string) => Promise<boolean>;

/**
 * The viewer's own row policies decide (IDN-2): readable is what they can see of the table, and only once it is ready. A
 * confidential report's files are to others as if they did not exist.
 */
export function mayReadUnderRowPolicies(pool: Pool): MayRead {
  return async (viewer, attachmentId) => {
    const session = new ReadSession(pool, asReadSettings(viewer));
    try {
      const found = await session.one(`select id from attachment where id = $1 and status = 'READY'`, [attachmentId]);
      return found !== null;
    } finally {
      await session.close();
    }
  };
}

function asReadSettings(viewer: Viewer): ConstructorParameters<typeof ReadSession>[1] {
  const { role, variables } = sessionSettings(viewer);
  return { role, variables: { ...variables } };
}
