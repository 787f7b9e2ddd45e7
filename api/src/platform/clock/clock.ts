/** Where "now" comes from. Domain code takes one of these, so that tests and demonstrations can move time. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}

/** The machine's clock. */
export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }
}

/** Milliseconds that have passed since some fixed moment. */
export type Ticks = () => number;

const STANDING_STILL: Ticks = () => 0;

/**
 * A clock that starts at any instant and can be advanced. It stands still in between, unless it is given ticks to go
 * by. It never runs backwards.
 */
export class MovableClock implements Clock {
  private instant: number;
  private since: number;

  constructor(
    start: Date,
    private readonly ticks: Ticks = STANDING_STILL,
  ) {
    this.instant = validInstant(start);
    this.since = ticks();
  }

  now(): Date {
    return new Date(this.instant + Math.floor(this.ticks() - this.since));
  }

  /** Moves to `date`. Throws a RangeError when that lies in the past of this clock. */
  advanceTo(date: Date): void {
    const target = validInstant(date);
    if (target < this.now().getTime()) {
      throw new RangeError(`This clock shows ${this.now().toISOString()} and cannot go back to ${date.toISOString()}.`);
    }
    this.instant = target;
    this.since = this.ticks();
  }
}

function validInstant(date: Date): number {
  const instant = date.getTime();
  if (Number.isNaN(instant)) throw new RangeError('Not a valid instant.');
  return instant;
}
