import type { Server } from 'node:http';
import type { Express } from 'express';
import type pg from 'pg';
import type { Clock } from './platform/clock/clock.ts';
import type { Config } from './platform/config/config.ts';
import type { Database } from './platform/database/open-database.ts';
import type { Logger } from './platform/logging/logging.ts';

/** What every part of the server builds on. */
export interface Foundation {
  config: Config;
  clock: Clock;
  log: Logger;
  /** Connections of the API's login, which may do nothing until a role is taken. */
  pool: pg.Pool;
  /** Address for that login, for parts that bring their own connections. */
  databaseUrl: string;
}

/** A part of the server. Everything is optional; features are called in the order of their list, and stopped backwards. */
export interface Feature {
  name: string;
  /** Makes what it needs in the database, as the owner. Runs at every start, so it must bear being repeated. */
  prepare?(owner: Database['owner']): Promise<void>;
  /** Adds its routes, and what listens to the server itself (WebSockets). */
  mount?(app: Express, server: Server): void | Promise<void>;
  /** Starts what runs by itself, once the server listens. */
  start?(): void | Promise<void>;
  /** Ends its long-lived connections, while requests under way still finish. */
  hangUp?(): Promise<void>;
  /** Ends what runs by itself, once the last request has been answered, within about a second. */
  stop?(): Promise<void>;
  /** Does everything that has fallen due, after a movable clock was moved. */
  settle?(): Promise<void>;
  /** Lines for the greeting: label and text. */
  greet?(baseUrl: string): [label: string, text: string][];
}
