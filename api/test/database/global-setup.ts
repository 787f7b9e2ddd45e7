import { mkdtemp, readFile, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { EmbeddedServer, runningServer } from '../../src/platform/database/embedded/server.ts';
import { copyTemplate } from './template.ts';

const PREFIX = 'tuntas-test-';
const ROOM_IN_MEMORY = 2 * 1024 ** 3;

/** Starts one PostgreSQL for the whole run, and throws it away at the end. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  await sweepKilledRuns();
  const directory = await mkdtemp(join(await place(), PREFIX));
  await writeFile(join(directory, 'run.pid'), String(process.pid));
  await copyTemplate(directory);
  const server = await EmbeddedServer.start({ directory, expendable: true, maxConnections: 300 });
  project.provide('databaseServer', {
    ownerUrl: server.url('DATABASE'),
    apiUrl: server.url('DATABASE', 'tuntas_api'),
  });
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

/** Memory where there is plenty of it (a database is over a thousand small files), the temporary directory otherwise. */
async function place(): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => null);
  return memory !== null && memory.bavail * memory.bsize > ROOM_IN_MEMORY ? '/dev/shm' : tmpdir();
}

/** Ends the servers and removes the directories of runs that were killed and could not do so themselves. */
async function sweepKilledRuns(): Promise<void> {
  const places = await Promise.all(
    [tmpdir(), '/dev/shm'].map(async (parent) =>
      (await readdir(parent).catch(() => [])).map((name) => join(parent, name)),
    ),
  );
  for (const directory of places.flat()) {
    if (!basename(directory).startsWith(PREFIX)) continue;
    const run = Number(await readFile(join(directory, 'run.pid'), 'utf8').catch(() => '0'));
    if (run === 0 || isAlive(run)) continue;
    const server = await runningServer(join(directory, 'data'));
    if (server !== null) process.kill(server, 'SIGQUIT');
    await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
