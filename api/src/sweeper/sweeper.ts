/** Work that is done again and again while the server runs, and once more when a movable clock was moved. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<unknown>;
}

interface ChoreLog {
  error(facts: object, message: string): void;
}

/** Runs chores, each in its own rhythm and never twice at once; one that fails is logged and tried again next time. */
export class Sweeper {
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly underway = new Map<string, Promise<unknown>>();

  constructor(
    private readonly chores: readonly Chore[],
    private readonly log: ChoreLog,
  ) {}

  start(): void {
    for (const chore of this.chores) {
      const round = () => void this.attempt(chore);
      this.timers.push(setInterval(round, chore.everyMs));
      round();
    }
  }

  /** Does every chore now and resolves when all are done: for a clock that was moved. Throws what a chore throws. */
  async settle(): Promise<void> {
    for (const chore of this.chores) {
      while (this.underway.has(chore.name)) await this.underway.get(chore.name)?.catch(() => undefined);
      await this.begin(chore);
    }
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await Promise.allSettled(this.underway.values());
  }

  private async attempt(chore: Chore): Promise<void> {
    if (this.underway.has(chore.name)) return;
    await this.begin(chore).catch((error: unknown) => {
      this.log.error({ err: error, chore: chore.name }, 'chore failed; trying again');
    });
  }

  private begin(chore: Chore): Promise<unknown> {
    const round = chore.run().finally(() => this.underway.delete(chore.name));
    this.underway.set(chore.name, round);
    return round;
  }
}
