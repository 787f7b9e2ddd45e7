import type { ClockKind, ServiceClass } from '../casefile/case-file.ts';

export type HolidayKind = 'NATIONAL' | 'JOINT_LEAVE';

/** A day off as its resolvers read it. */
export interface HolidayRow {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly kind: HolidayKind;
  readonly nameId: string;
  readonly nameEn: string;
  readonly decree: string;
  readonly stopsClocks: boolean;
}

/** A time limit as its resolvers read it. */
export interface TimeLimitRow {
  readonly kind: ClockKind;
  /** Null: of every class that has no limit of its own. */
  readonly serviceClass: ServiceClass | null;
  readonly workingDays: number;
  readonly legalBasis: string;
}
