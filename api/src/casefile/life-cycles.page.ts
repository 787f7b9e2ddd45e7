import { DISPOSITION_STATUSES, REPORT_STATUSES } from './case-file.ts';
import { DISPOSITION_ACTIONS, DISPOSITION_LIFECYCLE } from './disposition.lifecycle.ts';
import { REPORT_ACTIONS, REPORT_LIFECYCLE } from './report.lifecycle.ts';
import type { Transition } from './report.lifecycle.ts';

interface Step extends Transition<string> {
  readonly action: string;
  readonly from: string;
}

type Table = Readonly<Record<string, Readonly<Record<string, Transition<string>>>>>;

/** The page `docs/life-cycles.md`, drawn from the two tables (Markdown with Mermaid diagrams, as prettier leaves it). */
export function lifeCyclesPage(): string {
  const report = stepsOf(REPORT_LIFECYCLE as Table, REPORT_ACTIONS);
  const disposition = stepsOf(DISPOSITION_LIFECYCLE as Table, DISPOSITION_ACTIONS);
  return `# Life cycles

Drawn from \`api/src/casefile/report.lifecycle.ts\` and \`disposition.lifecycle.ts\` by
\`node scripts/draw-life-cycles.mjs\`: change those, not this. What is not in these tables cannot happen. SYSTEM steps follow
from others or from time and are offered to nobody.

## Report

${diagram(report, REPORT_STATUSES)}

${table(report)}

## Disposition

One agency's leg of a report. ESCALATE is the third "not our authority" on a track: it goes to the arbiter. AGENCY is the
agency that holds the leg, and every agency above it.

${diagram(disposition, DISPOSITION_STATUSES)}

${table(disposition)}
`;
}

/** All steps of a life cycle, by action: the tables above are read by who wants to know what a verb does. */
function stepsOf(lifecycle: Table, actions: readonly string[]): Step[] {
  return actions.flatMap((action) =>
    Object.entries(lifecycle).flatMap(([from, steps]) => (steps[action] ? [{ action, from, ...steps[action] }] : [])),
  );
}

/** Statuses that lead nowhere else end the diagram; steps from a status to itself are left to the table. */
function diagram(steps: readonly Step[], statuses: readonly string[]): string {
  const moves = steps.filter(({ from, to }) => from !== to);
  const arrows = statuses.flatMap((from) => {
    const targets = [...new Set(moves.filter((move) => move.from === from).map(({ to }) => to))];
    return targets.map((to) => {
      const actions = moves.filter((move) => move.from === from && move.to === to).map(({ action }) => action);
      return `${from} --> ${to}: ${actions.join(', ')}`;
    });
  });
  const ends = statuses.filter((status) => moves.every(({ from }) => from !== status));
  const lines = [`[*] --> ${statuses[0]}`, ...arrows, ...ends.map((status) => `${status} --> [*]`)];
  return ['```mermaid', 'stateDiagram-v2', ...lines.map((line) => `    ${line}`), '```'].join('\n');
}

function table(steps: readonly Step[]): string {
  const rows = steps.map(({ action, from, to, by, source }) => [action, `${from} → ${to}`, by.join(', '), source]);
  const all = [['Action', 'From → to', 'Who', 'Source'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(all[0]!), line(widths.map((width) => '-'.repeat(width))), ...all.slice(1).map(line)].join('\n');
}
