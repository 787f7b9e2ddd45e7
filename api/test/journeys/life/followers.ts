import type { TuntasServer, Credential } from '../tuntas-server.ts';

interface Heard {
  readonly type: string;
  readonly report: { readonly trackingId?: string; readonly status?: string };
}

/** Somebody who follows a stream over a WebSocket and remembers what they heard. */
export class Follower {
  readonly heard: Heard[] = [];
  private wake: () => void = () => undefined;

  static async begin(
    tuntas: TuntasServer,
    as: Credential,
    document: string,
    variables: Record<string, unknown> = {},
  ): Promise<Follower> {
    const follower = new Follower();
    const client = tuntas.socket(as);
    const connected = new Promise<void>((resolve) => client.on('connected', () => resolve()));
    void follower.listen(client.iterate<Record<string, Heard>>({ query: document, variables }));
    await connected;
    // The server takes the subscription right after the handshake; it does not say when it has.
    await new Promise((resolve) => setTimeout(resolve, 150));
    return follower;
  }

  /** Resolves when an event of this type has been heard; fails after ten seconds. */
  async hears(type: string): Promise<void> {
    const deadline = performance.now() + 10_000;
    while (!this.heard.some((it) => it.type === type)) {
      if (performance.now() > deadline) throw new Error(`Not heard: ${type}, but ${this.types.join(', ')}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, 200);
      });
    }
  }

  get types(): string[] {
    return this.heard.map((it) => it.type);
  }

  /** The tracking IDs of the reports this follower has heard of. */
  get reports(): (string | undefined)[] {
    return [...new Set(this.heard.map((it) => it.report.trackingId))];
  }

  private async listen(stream: AsyncIterableIterator<{ data?: Record<string, Heard> | null }>): Promise<void> {
    for await (const { data } of stream) {
      if (data) this.heard.push(...Object.values(data));
      this.wake();
    }
  }
}
