import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { variables } from '../platform/config/variables.ts';
import { EmbeddedServer } from '../platform/database/embedded/server.ts';
import { createPool } from '../platform/database/pool.ts';
import { verifyAudit, type Stage, type Verification } from './verify-audit.ts';
import type { KnownRoot } from './verification/roots.ts';

const HELP = `Verifies that the audit log is as it was written.

Usage: node scripts/audit.mjs verify [options]

Computes the hash of every event again, follows the chain of every report, agency and person, follows the global log,
and looks for every published root in it. It only reads, one moment of the database, and may run beside the server.

  --root <position>:<hash>  A root you kept, as the query auditRoots shows it; may be given several times. A root in
                            other hands is what proves that nobody rewrote the log together with its roots.
  --help                    This text

Environment: DATABASE_URL, as the login that owns the database; without it the built-in database in DATA_DIR.

Exit code: 0 everything is as it was written · 1 something is not, and the first such event is named · 2 not verified.
`;

const STAGES: Readonly<Record<Stage, string>> = {
  CHAINS: 'events in their chains',
  LOG: 'entries of the global log',
  ROOTS: 'roots',
};

type Say = (line: string) => void;

/** What the command line asks for; an Error where it makes no sense. */
interface Wish {
  readonly help: boolean;
  readonly knownRoots: readonly KnownRoot[];
}

/** Runs the command and returns its exit code. */
export async function runAudit(args: readonly string[], environment: NodeJS.ProcessEnv, say: Say): Promise<0 | 1 | 2> {
  try {
    const { help, knownRoots } = readArguments(args);
    if (help) return (say(HELP), 0);
    return await withOwner(environment, async (url) => {
      const pool = createPool(url, { max: 1, name: 'tuntas audit' });
      try {
        const onProgress = (stage: Stage, done: number) => say(`  ${done.toLocaleString('en')} ${STAGES[stage]} …`);
        return report(await verifyAudit(pool, { knownRoots, onProgress }), say);
      } finally {
        await pool.end();
      }
    });
  } catch (error) {
    say(`Not verified: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
}

function readArguments(args: readonly string[]): Wish {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h', default: false }, root: { type: 'string', multiple: true } },
  });
  if (!values.help && positionals.join(' ') !== 'verify') throw new Error('say `verify`, or --help.');
  return { help: values.help, knownRoots: (values.root ?? []).map(readRoot) };
}

function readRoot(text: string): KnownRoot {
  const [, position, hash] = /^([1-9]\d{0,17}):([0-9a-f]{64})$/i.exec(text) ?? [];
  if (!position || !hash) throw new Error(`--root ${text} is not <position>:<hash>.`);
  return { position, hash: hash.toLowerCase() };
}

function report({ events, logged, roots, broken }: Verification, say: Say): 0 | 1 {
  if (broken !== null) {
    say(`✗ ${broken}`);
    return 1;
  }
  const waiting = events - logged;
  say(`✓ ${events} events, ${logged} of them in the global log (${waiting} wait for the relay), ${roots} roots.`);
  return 0;
}

/** The owner's address: the server named, or the built-in one, which is started if it is not running. */
async function withOwner<T>(environment: NodeJS.ProcessEnv, work: (url: string) => Promise<T>): Promise<T> {
  // Only these two variables: reading the whole configuration would make secrets where there are none yet.
  if (environment.DATABASE_URL) return work(environment.DATABASE_URL);
  const directory = join(resolve(environment.DATA_DIR || variables.DATA_DIR.fallback.development), 'postgres');
  if (!existsSync(join(directory, 'data', 'PG_VERSION'))) throw new Error(`there is no database in ${directory}.`);
  const server = await EmbeddedServer.start({ directory });
  try {
    return await work(server.url('tuntas'));
  } finally {
    if (!server.adopted && !(await isInUse(server.url('postgres')))) await server.stop();
  }
}

/** Has a Tuntas adopted the server while we were reading? Then it is no longer ours to stop. */
async function isInUse(url: string): Promise<boolean> {
  const pool = createPool(url, { max: 1, name: 'tuntas audit' });
  try {
    const { rows } = await pool.query<{ used: boolean }>(
      `select exists (select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
         and application_name <> 'tuntas audit') as used`,
    );
    return rows[0]!.used;
  } finally {
    await pool.end();
  }
}
