// `npm start` and `npm test` on any machine: this file needs nothing but the Node it is run with (20 or later). It
// brings the package manager, the packages and the Node the project runs on, then hands over.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM = '12.21.0';
const NODE_MAJOR = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const environment = cleanEnvironment();

const [task, ...rest] = process.argv.slice(2);
// npm passes on what follows `--`; somebody who runs this file directly may type the `--` as well.
const args = rest[0] === '--' ? rest.slice(1) : rest;

process.chdir(root);
const npmIsGone = watchNpm();
await installWhenChanged();
const node = findNode();
if (task === 'start') {
  await hand(node, ['scripts/build.mjs'], { output: 'errors' });
  await hand(node, ['--enable-source-maps', 'api/dist/main.js', ...args], {
    env: { NODE_COMPILE_CACHE: join(modules, '.cache', 'node-compile'), TUNTAS_ENDS_WITH_PARENT: '1' },
  });
} else if (task === 'test') {
  await hand(node, ['scripts/check.mjs', ...args]);
} else {
  fail('Usage: node scripts/boot.mjs start|test [arguments]');
}

/** npm describes itself in `npm_*` variables, and they confuse the package manager we start. */
function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const path = [join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path };
}

/**
 * A killed npm cannot tell us; we notice that we, or the shell npm put between us, have been given another parent.
 * Started by anything else we stay: whoever puts us into the background does so on purpose.
 */
function watchNpm() {
  if (process.env.npm_lifecycle_event === undefined) return () => false;
  const lineage = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const atStart = lineage();
  return () => lineage() !== atStart;
}

function parentOf(pid) {
  try {
    // "pid (name) state parent …"; the name may contain anything.
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) \S /s, '')
      .split(' ')[0];
  } catch {
    return 'unknown';
  }
}

async function installWhenChanged() {
  const wanted = fingerprint();
  const note = join(modules, '.tuntas-installed');
  if (existsSync(note) && readFileSync(note, 'utf8') === wanted) return;
  const [command, ...before] = pnpmOnPath() ? ['pnpm'] : ['npx', '--yes', `pnpm@${PNPM}`];
  process.stdout.write('Installing packages …\n');
  // CI=true: never stop to ask whether node_modules may be replaced.
  await hand(command, [...before, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    env: { CI: 'true' },
    output: 'errors',
  });
  writeFileSync(note, wanted);
}

/** Everything that decides what is installed. */
function fingerprint() {
  const packages = ['.', 'api', 'console', 'schema', ...folders('packages')].map((at) => join(at, 'package.json'));
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...packages]) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function folders(parentFolder) {
  if (!existsSync(join(root, parentFolder))) return [];
  const entries = readdirSync(join(root, parentFolder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(parentFolder, entry.name));
}

function pnpmOnPath() {
  const answer = spawnSync('pnpm', ['--version'], { encoding: 'utf8', env: environment, cwd: '/' });
  return answer.status === 0 && answer.stdout.trim().split('.')[0] === PNPM.split('.')[0];
}

function findNode() {
  const installed = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(installed)) return installed;
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  return fail(
    `Tuntas runs on Node ${NODE_MAJOR}. It brings its own on Linux (x64, arm64); on ${process.platform}-${process.arch} ` +
      `please install Node ${NODE_MAJOR} and try again. This is Node ${process.versions.node}.`,
  );
}

/**
 * Runs a program to its end, passing signals on; ours is over when it failed. With `output: 'errors'` what it prints is
 * shown only when it fails.
 */
function hand(command, commandArgs, { env = {}, output = 'all' } = {}) {
  const quiet = output === 'errors';
  return new Promise((done) => {
    const child = spawn(command, commandArgs, {
      env: { ...environment, ...env },
      stdio: ['inherit', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    let printed = '';
    child.stdout?.on('data', (chunk) => (printed += chunk));
    child.stderr?.on('data', (chunk) => (printed += chunk));
    const passOn = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);
    const watch = setInterval(() => npmIsGone() && child.kill('SIGTERM'), 500);
    child.on('error', (error) => fail(`${command} could not be started: ${error.message}`));
    child.on('close', (code, signal) => {
      clearInterval(watch);
      for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(each, passOn);
      if (code === 0) return done();
      if (printed) process.stderr.write(printed);
      process.exit(code ?? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0));
    });
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
