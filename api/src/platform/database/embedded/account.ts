import { chown, lstat, readdir } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';

/**
 * PostgreSQL refuses to run as root. Started by root we give it another account; started by anybody else it simply
 * runs as that person.
 */
export interface Account {
  /** Owner of the server's files. */
  uid: number;
  gid: number;
  /** The command line that runs `program` under this account. */
  command(program: string, args: string[]): { file: string; args: string[]; uid?: number; gid?: number };
}

/** Chooses the account PostgreSQL runs under, for data kept in `directory` (which exists). */
export function chooseAccount(binaries: Binaries, directory: string): Account {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  if (uid !== 0 || process.platform === 'win32') {
    return { uid, gid, command: (file, args) => ({ file, args }) };
  }
  const nobody = nobodyIds();
  if (nobodyCanUse(binaries, directory, nobody)) {
    return { ...nobody, command: (file, args) => ({ file, args, ...nobody }) };
  }
  if (namespacesWork()) {
    // Root inside a user namespace where it is called 65534: PostgreSQL is content, and file permissions stay root's.
    return {
      uid: 0,
      gid: 0,
      command: (file, args) => ({ file: 'unshare', args: ['-U', '--map-user=65534', '--', file, ...args] }),
    };
  }
  throw new Error(
    `PostgreSQL does not run as root, and the user "nobody" can reach neither ${dirname(binaries.postgres)} nor ` +
      `${directory}. Start Tuntas as an ordinary user, or set DATABASE_URL to a PostgreSQL server.`,
  );
}

/** Gives the whole directory tree to the account, when it belongs to somebody else. */
export async function ownTree(path: string, account: Account): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const entry = await lstat(path);
  if (entry.uid === account.uid) return;
  if (entry.isDirectory()) {
    for (const child of await readdir(path)) await ownTree(join(path, child), account);
  }
  // The directory comes last: a change of owner that was interrupted starts over.
  await chown(path, account.uid, account.gid);
}

function nobodyIds(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m);
  return { uid: Number(line?.[1] ?? 65534), gid: Number(line?.[2] ?? 65534) };
}

function nobodyCanUse(binaries: Binaries, directory: string, nobody: { uid: number; gid: number }): boolean {
  const check = spawnSync('/bin/sh', ['-c', 'cd "$1" && "$2" --version', 'sh', directory, binaries.postgres], {
    ...nobody,
    cwd: '/',
    stdio: 'ignore',
  });
  return check.status === 0;
}

function namespacesWork(): boolean {
  return spawnSync('unshare', ['-U', '--map-user=65534', '--', 'true'], { stdio: 'ignore' }).status === 0;
}
