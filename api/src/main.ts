import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrations } from '../migrations/migrations.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../seeds/demo-accounts.ts';
import { assembleApp, type Application } from './app.ts';
import type { Feature, Foundation } from './feature.ts';
import { features as listFeatures } from './features.ts';
import { ClockBehindData, refuseClockBehindData, seedWhenEmpty } from './first-start.ts';
import { MovableClock, SystemClock } from './platform/clock/clock.ts';
import { ConfigurationError, helpText, readConfig, type Config } from './platform/config/config.ts';
import {
  DatabaseUnreachable,
  DataDirectoryInUse,
  openDatabase,
  type Database,
} from './platform/database/open-database.ts';
import { drain, listen, PortUnavailable } from './platform/http/listen.ts';
import { createLogger, type Logger } from './platform/logging/logging.ts';

/** Everything that has to be stopped, as far as it has been started. */
interface Running {
  log: Logger;
  features: Feature[];
  application: Application | null;
  database: Database | null;
  stopping: boolean;
}

/** A clean stop takes at most this long; then the process ends all the same. */
const STOP_PATIENCE_MS = 4_500;
const DRAIN_PATIENCE_MS = 3_000;
/** What a person puts right who reads its message; where it was thrown helps nobody. */
const SELF_EXPLAINING = [PortUnavailable, DataDirectoryInUse, DatabaseUnreachable, ClockBehindData];
/** Ctrl-C reaches us directly and through npm: copies of one signal are not a second one. */
const SAME_SIGNAL_MS = 300;

await main();

async function main(): Promise<void> {
  const config = readConfigOrExit();
  const running: Running = {
    log: createLogger(config.LOG_LEVEL),
    features: [],
    application: null,
    database: null,
    stopping: false,
  };
  const stop = stopOnSignals(running);
  try {
    await start(config, running);
  } catch (error) {
    // Whatever broke because the ground was taken away is no failure.
    if (running.stopping) return;
    if (SELF_EXPLAINING.some((kind) => error instanceof kind)) say((error as Error).message);
    else running.log.fatal({ err: error }, 'start failed');
    await stop(1);
  }
}

function readConfigOrExit(): Config {
  try {
    const invocation = readConfig(process.argv.slice(2), process.env);
    if (!invocation.help) return invocation.config;
    process.stdout.write(helpText());
    process.exit(0);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    say(error.message);
    process.exit(2);
  }
}

async function start(config: Config, running: Running): Promise<void> {
  const { log } = running;
  const database = await openDatabase({
    databaseUrl: config.DATABASE_URL,
    dataDir: config.DATA_DIR,
    secret: config.SECRET,
    migrations,
  });
  running.database = database;
  if (database.migrated.length > 0) log.info({ migrations: database.migrated }, 'database brought up to date');

  const clock =
    config.clockStart === null ? new SystemClock() : new MovableClock(config.clockStart, () => performance.now());
  const foundation: Foundation = { config, clock, log, pool: database.api.pool, databaseUrl: database.api.url };
  const features = await listFeatures(foundation);
  for (const feature of features) await feature.prepare?.(database.owner);
  if (await seedWhenEmpty(database.owner, config.SEED)) log.info({ seed: config.SEED }, 'empty database filled');
  if (config.clockStart !== null) await refuseClockBehindData(database.owner, config.clockStart);
  await database.closeOwner();

  running.features = features;
  running.application = await assembleApp(foundation, features, migrations);
  const port = await listen(running.application.server, config.HOST, config.PORT);
  for (const feature of features) await feature.start?.();
  greet(foundation, features, database, port);
}

function greet({ config, clock }: Foundation, features: Feature[], database: Database, port: number): void {
  const host = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(config.HOST) ? 'localhost' : config.HOST;
  const baseUrl = `http://${host}:${port}`;
  const lines: [string, string][] = [
    ['Server', baseUrl],
    ['Health', `${baseUrl}/health/ready`],
    ...features.flatMap((feature) => feature.greet?.(baseUrl) ?? []),
    ['Database', database.place],
    ['Data', config.DATA_DIR],
  ];
  if (clock instanceof MovableClock) {
    lines.push([
      'Clock',
      `started at ${clock.now().toISOString()}; POST ${baseUrl}/dev/clock {"advanceTo": "…"} moves it`,
    ]);
  }
  const accounts = DEMO_ACCOUNTS.map(
    (account) => `    ${account.role.padEnd(16)} ${account.email.padEnd(44)} ${account.name}`,
  );
  const demo =
    config.SEED === 'demo' ? ['', `  Demo accounts, all with the password ${DEMO_PASSWORD}:`, ...accounts] : [];
  say(
    ['', 'Tuntas is ready.', '', ...lines.map(([label, text]) => `  ${label.padEnd(9)} ${text}`), ...demo, ''].join(
      '\n',
    ),
  );
}

/** Stops cleanly on the first signal and at once on the second. Returns the way to stop for other reasons. */
function stopOnSignals(running: Running): (exitCode: number) => Promise<never> {
  let stopping: Promise<never> | null = null;
  let since = 0;
  const stop = (exitCode: number): Promise<never> => {
    since = performance.now();
    running.stopping = true;
    return (stopping ??= stopAndExit(running, exitCode));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping === null) return void stop(0);
      if (performance.now() - since < SAME_SIGNAL_MS) return;
      running.database?.abandon();
      process.exit(130);
    });
  }
  for (const surprise of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(surprise, (error: unknown) => {
      running.log.fatal({ err: error }, surprise);
      void stop(1);
    });
  }
  if (process.env.TUNTAS_ENDS_WITH_PARENT === '1') endWithParent(() => void stop(0));
  return stop;
}

/** A killed parent cannot say so; we notice that we have been given another. */
function endWithParent(stop: () => void): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 500).unref();
}

async function stopAndExit(running: Running, exitCode: number): Promise<never> {
  const clean = stopEverything(running).catch((error: unknown) => running.log.error({ err: error }, 'stop failed'));
  const late = sleep(STOP_PATIENCE_MS).then(() => {
    running.log.warn('stopped without waiting any longer');
    running.database?.abandon();
  });
  await Promise.race([clean, late]);
  process.exit(exitCode);
}

/** First the door, then those inside, then what they stood on: a request under way finds everything it needs. */
async function stopEverything({ log, features, application, database }: Running): Promise<void> {
  application?.announceStop();
  const draining = application ? drain(application.server, DRAIN_PATIENCE_MS) : Promise.resolve();
  await Promise.allSettled([draining, ...features.map((feature) => feature.hangUp?.())]);
  for (const feature of features.toReversed()) {
    await feature.stop?.().catch((error: unknown) => log.error({ err: error, feature: feature.name }, 'stop failed'));
  }
  await database?.close();
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
