import { chown, lchown, lstat, readdir } from 'node:fs/promises';
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

/** Chooses the account PostgreSQL runs under, for data kept in `directory` (which exists and is PostgreSQL's alone). */
export async function chooseAccount(binaries: Binaries, directory: string): Promise<Account> {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  if (uid !== 0) return { uid, gid, command: (file, args) => ({ file, args }) };

  const nobody = nobodyIds();
  await chown(directory, nobody.uid, nobody.gid);
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

/** Gives everything in the directory to the account, where it belongs to somebody else. */
export async function ownTree(directory: string, account: Account): Promise<void> {
  if (process.getuid?.() !== 0) return;
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if ((await lstat(path)).uid === account.uid) continue;
    if (entry.isDirectory()) await ownTree(path, account);
    else await lchown(path, account.uid, account.gid);
  }
  // A directory comes after what is in it: a change of owner that was interrupted starts over.
  await chown(directory, account.uid, account.gid);
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
