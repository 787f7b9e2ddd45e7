import type { Clock } from '../clock/clock.ts';
import type { AudienceMember } from './audience.ts';
import type { LoaderRegistry } from './loaders.ts';
import type { Locale } from './locale.ts';

/** Reading under the viewer's policies: one transaction, one snapshot, statements one after another. */
export interface Reads {
  /** All rows of a statement with numbered parameters. */
  query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  /** The first row, or null when there is none. */
  one<Row>(sql: string, params?: readonly unknown[]): Promise<Row | null>;
  /** Ends the transaction and gives the connection back. May be called more than once. */
  close(): Promise<void>;
}

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
