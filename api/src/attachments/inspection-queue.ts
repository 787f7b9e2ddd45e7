import type { AttachmentRows } from './attachment.rows.ts';
import type { Verdict } from './inspect-attachment.ts';

const BATCH = 100;

/**
 * Checks uploads one after another in this process. The rows are the queue: whatever is lost with the process is found
 * again by `sweep`, so a check happens at least once.
 */
export class InspectionQueue {
  private readonly waiting = new Set<string>();
  private work: Promise<void> | null = null;
  private closed = false;

  constructor(
    private readonly rows: AttachmentRows,
    private readonly inspect: (id: string) => Promise<Verdict>,
    private readonly onError: (error: unknown, attachmentId: string) => void,
  ) {}

  /** Lets the upload be checked soon. */
  add(id: string): void {
    if (this.closed) return;
    this.waiting.add(id);
    this.work ??= this.run();
  }

  /** Takes up what is still in quarantine: call it at start and every few minutes. */
  async sweep(): Promise<void> {
    for (const id of await this.rows.quarantined(BATCH)) this.add(id);
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.work) await this.work;
  }

  /** Finishes the check that is running and drops the rest; the next start takes it up. */
  async close(): Promise<void> {
    this.closed = true;
    this.waiting.clear();
    await this.idle();
  }

  private async run(): Promise<void> {
    for (const id of this.waiting) {
      this.waiting.delete(id);
      // One file's trouble must not keep the next one waiting.
      await this.inspect(id).catch((error: unknown) => this.onError(error, id));
    }
    this.work = null;
  }
}
