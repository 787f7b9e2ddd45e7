/** Something that happened, as it is announced: which, where and when, never what. Readers fetch the rest themselves. */
export interface LiveEvent {
  readonly kind: 'EVENT';
  /** Its number in the event log, without gaps. */
  readonly position: bigint;
  /** Resume after this event with `after: cursor`. */
  readonly cursor: string;
  readonly type: string;
  /** Whom it concerns. Internal: topics name agencies, so they are never sent to a client. */
  readonly topics: readonly string[];
  readonly reportId: string | null;
  readonly dispositionId: string | null;
  readonly occurredAt: Date;
}

/** `after` lies before what is still replayed: fetch everything afresh; the stream goes on from `cursor`. */
export interface ResyncRequired {
  readonly kind: 'RESYNC_REQUIRED';
  readonly cursor: string;
}

/** What a live stream carries. */
export type LiveItem = LiveEvent | ResyncRequired;
