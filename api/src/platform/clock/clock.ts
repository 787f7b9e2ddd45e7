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

/** A clock that stands still until somebody advances it. It never runs backwards. */
export class MovableClock implements Clock {
  private instant: number;

  constructor(start: Date) {
    this.instant = validInstant(start);
  }

  now(): Date {
    return new Date(this.instant);
  }

  /** Moves to `date`. Throws a RangeError when that lies in the past of this clock. */
  advanceTo(date: Date): void {
    const target = validInstant(date);
    if (target < this.instant) {
      throw new RangeError(
        `This clock stands at ${this.now().toISOString()} and cannot go back to ${date.toISOString()}.`,
      );
    }
    this.instant = target;
  }
}

function validInstant(date: Date): number {
  const instant = date.getTime();
  if (Number.isNaN(instant)) throw new RangeError('Not a valid instant.');
  return instant;
}
