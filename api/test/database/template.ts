import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { migrations } from '../../migrations/migrations.ts';
import { seedReference } from '../../seeds/reference.seed.ts';
import { EmbeddedServer } from '../../src/platform/database/embedded/server.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { createPool } from '../../src/platform/database/pool.ts';
import { TEMPLATE_DATABASE } from './test-database.ts';

const API = join(import.meta.dirname, '..', '..');
const CACHE = join(API, 'node_modules', '.cache', 'tuntas-template');
/** What the template is made from. A change in any of these makes a new one. */
const SOURCES = ['migrations', 'seeds', 'package.json', 'src/platform/database/embedded', 'test/database/template.ts'];
const KEPT_TEMPLATES = 3;

/** Copies the data of a server that holds the template into `directory`, making the template first when necessary. */
export async function copyTemplate(directory: string): Promise<void> {
  const template = join(CACHE, await fingerprint());
  if (!existsSync(template)) await makeTemplate(template);
  await utimes(template, new Date(), new Date());
  await promisify(execFile)('cp', ['-R', '-p', join(template, 'data'), join(directory, 'data')]);
}

async function makeTemplate(template: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const draft = await mkdtemp(join(CACHE, 'making-'));
  try {
    const server = await EmbeddedServer.start({ directory: draft, expendable: true });
    try {
      await server.ensureDatabase(TEMPLATE_DATABASE);
      const url = server.url(TEMPLATE_DATABASE);
      await migrate(url, migrations);
      await seed(url);
    } finally {
      await server.stop();
    }
    await rename(draft, template).catch((error: NodeJS.ErrnoException) => {
      // Another run made the same one meanwhile.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await removeOldTemplates();
}

async function seed(url: string): Promise<void> {
  const owner = createPool(url, { max: 4, name: 'tuntas seeds' });
  try {
    // A small database is copied quickly, and there is one copy per test file.
    await seedReference(owner, { villages: 'WITH_AGENCY' });
    await owner.query('vacuum analyze');
  } finally {
    await owner.end();
  }
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await filesUnder(join(API, source))) {
      if (file.endsWith('.test.ts') || file.endsWith('.md') || file.endsWith('.sql')) continue;
      hash.update(file).update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesUnder(path: string): Promise<string[]> {
  const entry = await stat(path).catch(() => null);
  if (entry === null) return [];
  if (!entry.isDirectory()) return [path];
  const inside = await readdir(path, { recursive: true, withFileTypes: true });
  return inside
    .filter((child) => child.isFile())
    .map((child) => join(child.parentPath, child.name))
    .sort();
}

async function removeOldTemplates(): Promise<void> {
  const found = await Promise.all(
    (await readdir(CACHE)).map(async (name) => {
      const path = join(CACHE, name);
      return { path, used: (await stat(path).catch(() => null))?.mtimeMs ?? 0 };
    }),
  );
  const hourAgo = Date.now() - 3_600_000;
  const old = found
    .sort((a, b) => b.used - a.used)
    .slice(KEPT_TEMPLATES)
    // A recent one may be in the making, or being copied by another run.
    .filter((template) => template.used < hourAgo);
  for (const template of old) await rm(template.path, { recursive: true, force: true });
}
