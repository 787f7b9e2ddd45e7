import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigurationError, helpText, readConfig, type Config } from './config.ts';
import { variables } from './variables.ts';

const directory = mkdtempSync(join(tmpdir(), 'tuntas-config-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const production = {
  NODE_ENV: 'production',
  DATA_DIR: directory,
  SECRET: 's'.repeat(32),
  IDENTITY_KEY: Buffer.alloc(32, 7).toString('base64'),
  DATABASE_URL: 'postgresql://owner:pw@db/tuntas',
};

test('nothing has to be set to try Tuntas out', () => {
  const config = read({});
  expect(config).toMatchObject({ PORT: 4000, HOST: '127.0.0.1', SEED: 'demo', DATABASE_URL: null, clockStart: null });
  expect(config.PUBLIC_URL).toBe('http://localhost:4000');
  expect(config.ALLOWED_ORIGINS).toEqual(['http://localhost:4000', 'http://localhost:5173']);
  expect(config.IDENTITY_KEY).toHaveLength(32);
});

test('generated secrets are kept, and only their owner can read them', () => {
  const first = read({});
  expect(read({}).SECRET).toBe(first.SECRET);
  expect(read({}).IDENTITY_KEY).toEqual(first.IDENTITY_KEY);
  for (const name of ['secret', 'identity-key']) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(directory, 'secret'), 'utf8')).toHaveLength(64);
});

test('production generates nothing: secrets and the database must be given', () => {
  expect(problemsOf({ NODE_ENV: 'production', DATA_DIR: directory })).toEqual([
    expect.stringContaining('DATABASE_URL is not set'),
    expect.stringContaining('SECRET is not set'),
    expect.stringContaining('IDENTITY_KEY is not set'),
  ]);
  expect(read(production)).toMatchObject({ SEED: 'reference', STAFF_TOTP: 'required' });
});

test('production refuses to move time', () => {
  expect(problemsOf(production, ['--clock', '2026-03-16T09:00+07:00'])).toEqual([
    expect.stringContaining('NODE_ENV=production does not allow'),
  ]);
});

test.for([
  ['PORT', '70000'],
  ['PORT', '4000x'],
  ['HOST', 'not a host'],
  ['PUBLIC_URL', 'tuntas.example'],
  ['PUBLIC_URL', 'https://tuntas.example/app'],
  ['ALLOWED_ORIGINS', 'https://a.example,ftp://b.example'],
  ['DATABASE_URL', 'mysql://db/tuntas'],
  ['DATABASE_URL', 'postgresql://db'],
  ['SECRET', 'too short'],
  ['IDENTITY_KEY', 'AAAA'],
  ['LOG_LEVEL', 'loud'],
  ['SEED', 'yes'],
  ['SMTP_URL', 'https://mail.example'],
  ['SMTP_FROM', 'nobody\nBcc: everybody@example.com'],
  ['UPLOAD_MAX_BYTES', '-1'],
])('%s=%s is refused by name, with what it should be', ([name, value]) => {
  const [problem, ...others] = problemsOf({ [name as string]: value });
  expect(others).toEqual([]);
  expect(problem).toMatch(new RegExp(`^${name} is .*which is (not|shorter than) .+\\.$`, 's'));
});

test('a wrong secret is not repeated in the message', () => {
  expect(problemsOf({ SECRET: 'hunter2' }).join()).not.toContain('hunter2');
});

test('every problem is named at once', () => {
  expect(problemsOf({ PORT: 'x', SEED: 'x' }, ['--clock', 'noon'])).toHaveLength(3);
});

test('the clock starts at an instant with an offset', () => {
  expect(read({}, ['--clock=2026-03-16T09:00+07:00']).clockStart).toEqual(new Date('2026-03-16T02:00:00Z'));
  expect(problemsOf({}, ['--clock', '2026-03-16T09:00'])).toHaveLength(1);
});

test('an unknown option is refused', () => {
  expect(problemsOf({}, ['--cloc', 'x'])).toEqual([expect.stringContaining('--help')]);
});

test('a refused option is told in whole sentences', () => {
  const sentences = /^Unknown option '--foo'\. .*npm start -- --help names them all\.$/;
  expect(problemsOf({}, ['--foo'])).toEqual([expect.stringMatching(sentences)]);
});

test('a data directory that cannot be one is refused at once, with what to do', () => {
  const file = join(directory, 'a-file');
  writeFileSync(file, '');
  for (const [place, reason] of [
    [file, 'which is a file'],
    [join(file, 'below'), 'where nothing can be written (ENOTDIR)'],
    ['/proc/nope', 'where nothing can be written (ENOENT)'],
  ] as const) {
    const [problem, ...others] = problemsOf({ DATA_DIR: place });
    expect(others).toEqual([]);
    expect(problem).toContain(`DATA_DIR is "${place}", ${reason}`);
    expect(problem).toContain('Choose a directory in which this user may write: DATA_DIR=');
  }
});

test('a data directory is made with the directories above it', () => {
  const deep = join(directory, 'one', 'two');
  expect(read({ DATA_DIR: deep }).DATA_DIR).toBe(deep);
  expect(statSync(deep).isDirectory()).toBe(true);
});

test('an empty variable counts as not set', () => {
  expect(read({ PORT: '' }).PORT).toBe(4000);
});

test('--help names every variable', () => {
  expect(readConfig(['--help'], { PORT: 'nonsense' })).toEqual({ help: true });
  for (const name of Object.keys(variables)) expect(helpText()).toContain(`  ${name} `);
});

function read(environment: Record<string, string>, args: string[] = []): Config {
  const invocation = readConfig(args, { DATA_DIR: directory, ...environment });
  if (invocation.help) throw new Error('asked for help');
  return invocation.config;
}

function problemsOf(environment: Record<string, string | undefined>, args: string[] = []): readonly string[] {
  try {
    readConfig(args, { DATA_DIR: directory, ...environment });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}
