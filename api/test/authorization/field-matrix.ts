import { expect, test } from 'vitest';
import { Observations } from './observations.ts';
import { everyId } from './reader.ts';
import { table } from './table.ts';
import { MEMBERS, type Watched } from './watch.ts';
import { nameOf, type WorldReport } from './world.ts';

const LEGEND = `# Who sees what of reports

Read off the answers of the API (api/test/authorization/); who the members of the cast are says cast.ts. \`receipt\` is the
bearer of the named report in progress that came by receipt, \`reporter\` filed those by account, \`lead\`, \`support\`
and \`forwarded\` had legs, \`above\` and \`executive\` belong to the agency above the lead agency, \`stranger\` to another.

`;
const FIELDS_LEGEND = `
## Of each field, in the objects they see

● everything that anybody sees · ≠ everything, but not as the admin sees it · ◐ less, or not in all objects · ○ nothing, though
others see something · · nobody sees anything · blank: sees no such object

`;

function observed({ readings }: Watched): Observations {
  const seen = new Observations();
  for (const reading of readings) seen.add(reading);
  return seen;
}

/** What everybody sees, as a page for reviewers. */
export function fieldMatrix(watched: () => Watched): void {
  test('who sees which report, part and field is what was reviewed', async () => {
    const { world } = watched();
    const seen = observed(watched());
    const reports = world.reports
      .toSorted((a, b) => label(a).localeCompare(label(b)))
      .map((report) => [
        label(report),
        ...MEMBERS.map((member) => (seen.saw(member, 'Report', report.id) ? '●' : '·')),
      ]);
    const ids = await everyId(world);
    const parts = [...ids].map(([type, all]) => [
      `${type} (${all.length})`,
      ...MEMBERS.map((member) => String(all.filter((id) => seen.saw(member, type, id)).length || '·')),
    ]);
    const entries = [...seen.valuesOf('TimelineEntry.type')]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([type, counts]) => [JSON.parse(type) as string, ...MEMBERS.map((it) => String(counts.get(it) ?? '·'))]);
    const fields = seen.fieldNames.map((name) => [
      name,
      ...MEMBERS.map((member) => seen.extent(name, member, 'admin')),
    ]);
    const page = [
      LEGEND + '## Which reports\n\n' + table(['', ...MEMBERS], reports),
      '\n## How many of everything with an id\n\n' + table(['', ...MEMBERS], parts),
      '\n## How many entries of timelines\n\n' + table(['', ...MEMBERS], entries),
      FIELDS_LEGEND + table(['', ...MEMBERS], fields),
    ];
    await expect(page.join('')).toMatchFileSnapshot('./field-matrix.txt');
  });

  test('nothing fails for anybody but by permission', () => {
    const { readings } = watched();
    const codes = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'];
    const surprises = readings.flatMap(({ member, question, errors }) =>
      errors
        .filter(({ extensions }) => !codes.includes(String(extensions?.code)))
        .map(
          ({ message, path, extensions }) => `${member}: ${question} ${path?.join('.')} ${extensions?.code} ${message}`,
        ),
    );
    expect([...new Set(surprises)]).toEqual([]);
  });

  test('IDN-4 an id and a tracking ID open the same reports', () => {
    const { world, readings } = watched();
    const seen = observed(watched());
    for (const member of MEMBERS) {
      const tracked = readings.filter((it) => it.member === member && it.question === 'report(trackingId)');
      const byTrackingId = tracked.map(({ data }) => (data as { report: { id: string } | null }).report?.id ?? null);
      const byId = world.reports.map(({ id }) => (seen.saw(member, 'Report', id) ? id : null));
      expect(byTrackingId, member).toEqual(byId);
    }
  });
}

function label(report: WorldReport): string {
  return `${nameOf(report)}, by ${report.filedBy}, ${report.story}`;
}
