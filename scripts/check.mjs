// `npm test`: every check, each with a heading and its time. With arguments: vitest alone, with those arguments.
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** What is looked at before anything is run, cheapest first. */
const checks = [
  { title: 'Format (prettier)', command: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  { title: 'Lint (oxlint)', command: 'oxlint', args: ['--deny-warnings'] },
  { title: 'Types (tsc)', command: 'tsc', args: ['-p', '.'] },
  {
    title: 'Imports run one way (dependency-cruiser)',
    command: 'depcruise',
    args: ['--config', 'dependency-cruiser.config.mjs', '--output-type', 'err', 'api'],
  },
  {
    title: 'The committed schema is current (emit-schema)',
    command: 'node',
    args: ['scripts/emit-schema.mjs', '--check'],
  },
];

const filters = process.argv.slice(2);
const began = performance.now();
const failed = [];
if (filters.length === 0) {
  for (const check of checks) {
    const { code, seconds, output } = await run(check.command, check.args);
    console.log(`${code === 0 ? '✓' : '✗'} ${check.title} · ${seconds} s`);
    if (code === 0) continue;
    failed.push(check.title);
    console.log(output);
  }
}

console.log(`▶ Tests (vitest) …`);
const tests = await run('vitest', ['run', ...filters], { echo: true });
if (tests.code !== 0) failed.push('Tests (vitest)');

const summary = stripVTControlCharacters(tests.output)
  .split('\n')
  .filter((line) => /^ *(Test Files|Tests|Snapshots) /.test(line))
  .map((line) => line.trim().replace(/ {2,}/g, ' '));
if (failed.length > 0) console.log(`✗ Failed: ${failed.join(' · ')}`);
console.log([...summary, `${((performance.now() - began) / 1000).toFixed(1)} s in all`].join(' · '));
console.log(counted(summary.find((line) => line.startsWith('Tests ')) ?? '', tests.code));
process.exitCode = failed.length > 0 ? 1 : 0;

function run(command, args, { echo = false } = {}) {
  const start = performance.now();
  return new Promise((done) => {
    const colour = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {};
    const child = spawn(command, args, { stdio: ['inherit', 'pipe', 'pipe'], env: { ...process.env, ...colour } });
    const passOn = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);
    let output = '';
    for (const stream of ['stdout', 'stderr']) {
      child[stream].on('data', (chunk) => {
        output += chunk;
        if (echo) process[stream].write(chunk);
      });
    }
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, passOn);
      done({ code: code ?? 1, output, seconds: ((performance.now() - start) / 1000).toFixed(1) });
    });
  });
}

/** For machines, and always last: "12 passed, 0 failed", with ", 3 skipped" where some are. */
function counted(line, code) {
  const count = (word) => Number(line.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
  // A file that cannot even be loaded fails without a test of its own.
  const failed = Math.max(count('failed'), code === 0 ? 0 : 1);
  const skipped = count('skipped') + count('todo');
  return `${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
