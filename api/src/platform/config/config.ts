import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { variables, type Variable, type VariableValues } from './variables.ts';

/** The validated configuration: every variable under its own name, plus what the command line says. */
export interface Config extends VariableValues {
  PUBLIC_URL: string;
  ALLOWED_ORIGINS: string[];
  SECRET: string;
  /** 32 bytes. */
  IDENTITY_KEY: Buffer;
  SMTP_FROM: string;
  /** Where a movable clock starts (`--clock`), or null for the machine's clock. */
  clockStart: Date | null;
}

/** What the command line and the environment ask for. */
export type Invocation = { help: true } | { help: false; config: Config };

/** Something in the environment or on the command line that a person has to put right before Tuntas can start. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Tuntas cannot start like this:\n${problems.map((problem) => `  • ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** Reads command line and environment. Throws a ConfigurationError that names every problem at once. */
export function readConfig(args: readonly string[], environment: NodeJS.ProcessEnv): Invocation {
  const flags = readFlags(args);
  if (flags.help) return { help: true };
  const { values, problems } = readVariables(environment);
  const production = values.NODE_ENV === 'production';
  if (production && flags.clock !== undefined) {
    problems.push('--clock moves time, which NODE_ENV=production does not allow. Leave it out.');
  }
  const clockStart = flags.clock === undefined ? null : parseInstant(flags.clock);
  if (clockStart === undefined) {
    problems.push(`--clock is "${flags.clock}", which is not an instant such as 2026-03-16T09:00+07:00.`);
  }
  if (values.OIDC_DISCOVERY_URL && !(values.OIDC_CLIENT_ID && values.OIDC_CLIENT_SECRET)) {
    problems.push('OIDC_DISCOVERY_URL is set, so OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set, too.');
  }
  const dataDirProblem = whyUnusable(resolve(values.DATA_DIR));
  if (dataDirProblem !== null) problems.push(dataDirProblem);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { help: false, config: complete(values, clockStart ?? null) };
}

/** What `--help` prints. */
export function helpText(): string {
  const rows = Object.entries<Variable<unknown>>(variables).map(([name, variable]) => {
    const notes = [`default: ${fallbackNote(variable)}`];
    if (variable.mandatoryInProduction) notes.push('mandatory in production');
    return `  ${name.padEnd(22)} ${variable.description}\n${' '.repeat(25)}${notes.join('; ')}`;
  });
  return [
    'Tuntas, the one door for complaints and aspirations.',
    '',
    'Usage: npm start -- [options]',
    '',
    '  --clock <instant>      Start at this moment, for demonstrations, e.g. 2026-03-16T09:00+07:00;',
    '                         POST /dev/clock {"advanceTo": "<instant>"} moves on',
    '  --help                 This text',
    '',
    'Environment variables:',
    '',
    ...rows,
    '',
  ].join('\n');
}

/** An instant with its offset, such as 2026-03-16T09:00+07:00; undefined when the text is none. */
export function parseInstant(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function readFlags(args: readonly string[]): { help: boolean; clock?: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h', default: false }, clock: { type: 'string' } },
    });
    return values;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`${what.replace(/\.?$/, '.')} npm start -- --help names them all.`]);
  }
}

function readVariables(environment: NodeJS.ProcessEnv): { values: VariableValues; problems: string[] } {
  const production = environment.NODE_ENV === 'production';
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, variable] of Object.entries<Variable<unknown>>(variables)) {
    const text = environment[name] || variable.fallback?.[production ? 'production' : 'development'] || null;
    values[name] = null;
    if (text === null) {
      if (production && variable.mandatoryInProduction) {
        problems.push(`${name} is not set. NODE_ENV=production needs ${variable.expected}.`);
      }
      continue;
    }
    try {
      values[name] = variable.schema.parse(text);
    } catch {
      const shown = variable.secret ? `${name} is set to something` : `${name} is "${text}",`;
      problems.push(`${shown} which is not ${variable.expected}.`.replace('not at least', 'shorter than'));
    }
  }
  // Every name was given the value its own schema produced.
  return { values: values as VariableValues, problems };
}

function complete(values: VariableValues, clockStart: Date | null): Config {
  const dataDir = resolve(values.DATA_DIR);
  const publicUrl = values.PUBLIC_URL ?? `http://localhost:${values.PORT}`;
  const development = values.NODE_ENV !== 'production';
  return {
    ...values,
    DATA_DIR: dataDir,
    PUBLIC_URL: publicUrl,
    ALLOWED_ORIGINS: values.ALLOWED_ORIGINS ?? [publicUrl, ...(development ? ['http://localhost:5173'] : [])],
    SECRET: values.SECRET ?? keptSecret(dataDir, 'secret', () => randomBytes(48).toString('base64')),
    IDENTITY_KEY:
      values.IDENTITY_KEY ??
      Buffer.from(
        keptSecret(dataDir, 'identity-key', () => randomBytes(32).toString('base64')),
        'base64',
      ),
    SMTP_FROM: values.SMTP_FROM ?? `Tuntas <no-reply@${new URL(publicUrl).hostname}>`,
    clockStart,
  };
}

/** Makes the data directory if it is missing. Returns what keeps Tuntas from writing there, or null. */
function whyUnusable(dataDir: string): string | null {
  const advice = 'Choose a directory in which this user may write: DATA_DIR=… npm start.';
  try {
    makeDirectory(dataDir);
    if (!statSync(dataDir).isDirectory()) return `DATA_DIR is "${dataDir}", which is a file. ${advice}`;
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `DATA_DIR is "${dataDir}", where nothing can be written (${code}). ${advice}`;
  }
}

/** With all directories above it. (`recursive: true` never returns where nothing can be made, such as below /proc.) */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeDirectory(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Two servers may start together.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** A secret that was generated on the first start and is kept in a file only this user can read. */
function keptSecret(dataDir: string, name: string, generate: () => string): string {
  const file = join(dataDir, name);
  try {
    writeFileSync(file, generate(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8').trim();
}

/** What a variable is when nobody sets it, in words. */
export function fallbackNote(variable: Variable<unknown>): string {
  if (!variable.fallback) return variable.fallbackText ?? 'none';
  const { development, production } = variable.fallback;
  return development === production ? development : `${development}; in production ${production}`;
}
