import type { Clock } from '../clock/clock.ts';
import type { ReadSession } from '../database/read-session.ts';
import type { AudienceMember } from './audience.ts';
import type { LoaderRegistry } from './loaders.ts';
import type { Locale } from './locale.ts';

/** Reading under the viewer's policies: one transaction, one snapshot, statements one after another. */
export type Reads = Pick<ReadSession, 'query' | 'one' | 'close' | 'end'>;

/** What the operation gate found out about an operation before it ran. */
export interface OperationCost {
  /** Points the operation was charged; null before the gate has seen it. */
  charged: number | null;
}

/**
 * What one request carries. The application fills the two parameters in: its viewer, and what runs its commands
 * (platform code never touches that).
 */
export interface RequestContext<Viewer extends AudienceMember = AudienceMember, Commands = unknown> {
  readonly viewer: Viewer;
  readonly reads: Reads;
  readonly loaders: LoaderRegistry;
  readonly requestId: string;
  readonly locale: Locale;
  readonly clock: Clock;
  readonly commands: Commands;
  readonly cost: OperationCost;
}
