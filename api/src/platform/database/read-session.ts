import type { Pool, PoolClient, QueryResultRow } from 'pg';

/** On whose behalf a session reads: the database role and the settings its row policies look at. */
export interface ReadSessionSettings {
  role: 'tuntas_app' | 'tuntas_system';
  /** Setting → value, for example `tuntas.viewer_person`. */
  variables: Record<string, string>;
}

/** The server ends a transaction left idle for this long, so that a forgotten session cannot hold a connection. */
const LONGEST_IDLE_MS = 30_000;

/**
 * One operation's reads. All of them see the same moment of the database, under the viewer's own row policies, on one
 * connection taken at the first query. Resolvers may ask in parallel; statements go one after the other.
 *
 * After `close()` the next query opens a new transaction with a later view: the payload of a mutation is read
 * after its commit. A failed statement also ends the transaction, and the next query starts afresh.
 */
export class ReadSession {
  private client: PoolClient | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private count = 0;
  private ended = false;

  constructor(
    private readonly pool: Pool,
    private readonly settings: ReadSessionSettings,
  ) {}

  /** How many queries callers have made, whatever became of them. */
  get statementCount(): number {
    return this.count;
  }

  /** The rows of a query. Parameters are `$1`, `$2`, … */
  query<Row extends QueryResultRow>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    if (this.ended) return Promise.reject(new Error('The operation is over, and its reads with it.'));
    this.count += 1;
    return this.inTurn(async () => {
      const client = this.client ?? (await this.open());
      try {
        const result = await client.query<Row>(sql, [...params]);
        return result.rows;
      } catch (error) {
        await this.leave();
        throw error;
      }
    });
  }

  /** The only row of a query, or null when there is none. More than one is an error of the caller. */
  async one<Row extends QueryResultRow>(sql: string, params: readonly unknown[] = []): Promise<Row | null> {
    const rows = await this.query<Row>(sql, params);
    if (rows.length > 1) throw new Error(`Expected at most one row, got ${rows.length}.`);
    return rows[0] ?? null;
  }

  /** Ends the transaction once the queries already asked for are done, and gives the connection back. */
  close(): Promise<void> {
    return this.inTurn(() => this.leave());
  }

  /**
   * Closes for good: a later query is refused. When one field of an operation fails, its answer goes out while resolvers
   * of other fields still run; without this the next query of theirs would take a connection nobody gives back.
   */
  end(): Promise<void> {
    this.ended = true;
    return this.close();
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async open(): Promise<PoolClient> {
    const client = await this.pool.connect();
    // Without a listener a connection that breaks between two queries would end the process.
    client.on('error', this.forget);
    try {
      await client.query(this.openingSql(client));
    } catch (error) {
      client.off('error', this.forget);
      client.release(true);
      throw error;
    }
    this.client = client;
    return client;
  }

  /** Everything a transaction starts with, as one message: one round trip, not three. */
  private openingSql(client: PoolClient): string {
    const variables = Object.entries(this.settings.variables).map(
      ([name, value]) => `set_config(${client.escapeLiteral(name)}, ${client.escapeLiteral(value)}, true)`,
    );
    return [
      'begin isolation level repeatable read read only',
      `set local idle_in_transaction_session_timeout = ${LONGEST_IDLE_MS}`,
      `set local role ${client.escapeIdentifier(this.settings.role)}`,
      ...(variables.length > 0 ? [`select ${variables.join(', ')}`] : []),
    ].join('; ');
  }

  private async leave(): Promise<void> {
    const { client } = this;
    if (client === null) return;
    this.client = null;
    try {
      await client.query('rollback');
      client.off('error', this.forget);
      client.release();
    } catch {
      client.off('error', this.forget);
      client.release(true);
    }
  }

  private readonly forget = (): void => {
    const { client } = this;
    this.client = null;
    client?.release(true);
  };
}
