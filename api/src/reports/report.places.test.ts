import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/database/test-database.ts';
import { dispositionDesk, type DispositionDesk } from '../../test/office/disposition-desk.ts';
import { PUBLIC_VIEWER, receiptViewer, type Viewer } from '../people/viewer.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';

const WHERE = {
  areaCode: '32.73',
  place: 'Rumah ketua RT 04',
  latitude: -6.914744,
  longitude: 107.60981,
  facts: { WHO: 'Ketua RT', WHERE: 'Rumah ketua RT 04' },
};
const EXACT = {
  area: { code: '32.73' },
  place: WHERE.place,
  point: { latitude: WHERE.latitude, longitude: WHERE.longitude },
  facts: [
    { fact: 'WHO', answer: 'Ketua RT' },
    { fact: 'WHERE', answer: WHERE.place },
  ],
};
const COARSE = {
  area: { code: '32.73' },
  place: null,
  point: { latitude: -6.91, longitude: 107.61 },
  facts: [{ fact: 'WHO', answer: 'Ketua RT' }],
};

let desk: DispositionDesk;
let sensitive: string;

beforeAll(async () => {
  desk = await dispositionDesk(await testDatabase());
  const categoryId = await desk.categoryId('NETRALITAS-ASN');
  sensitive = await desk.disposed(['KEMENSOS'], { ...WHERE, categoryId });
});

async function seenBy(viewer: Viewer, reportId: string): Promise<unknown> {
  const document = `query ($id: ID!) { node(id: $id) { ... on Report {
    area { code } place point { latitude longitude } facts { fact answer } } } }`;
  return (await desk.ask<{ node: unknown }>(viewer, document, { id: toGlobalId('Report', reportId) })).data.node;
}

test.each<[string, () => Promise<Viewer> | Viewer]>([
  ['the public', () => PUBLIC_VIEWER],
  ['another citizen', () => desk.person('CITIZEN')],
  ['an intern', () => desk.person('INTERN')],
  ['an agency that has nothing to do with it', () => desk.person('LIAISON_OFFICER', 'KEMENDAGRI')],
])(
  'PUB-1 in a sensitive category %s sees the area and a point of a kilometre, and no place in words',
  async (_, who) => {
    expect(await seenBy(await who(), sensitive)).toEqual(COARSE);
  },
);

test.each<[string, () => Promise<Viewer> | Viewer]>([
  ['its reporter', () => receiptViewer(sensitive)],
  ['an admin', () => desk.admin],
  ['an overseer', () => desk.person('OVERSEER')],
  ['the agency that handles it', () => desk.person('LIAISON_OFFICER', 'KEMENSOS')],
  ['the executive of that agency', () => desk.person('EXECUTIVE', 'KEMENSOS')],
])('PUB-1 in a sensitive category %s sees the exact place', async (_, who) => {
  expect(await seenBy(await who(), sensitive)).toEqual(EXACT);
});

test('PUB-1 in any other category everybody sees the exact place', async () => {
  const categoryId = await desk.categoryId('PERHUBUNGAN.PJU');
  expect(await seenBy(PUBLIC_VIEWER, await desk.disposed(['KEMENSOS'], { ...WHERE, categoryId }))).toEqual(EXACT);
});

test('PUB-1 the places of a page of reports take one statement more, however many there are', async () => {
  const categoryId = await desk.categoryId('NETRALITAS-ASN');
  for (let nth = 0; nth < 4; nth += 1) await desk.disposed(['KEMENSOS'], { ...WHERE, categoryId });
  const ask = async (first: number, fields: string) => {
    const document = `query ($first: Int!) { reports(first: $first) { nodes { ${fields} } } }`;
    return (await desk.ask(PUBLIC_VIEWER, document, { first })).statements;
  };
  const without = await ask(4, 'title');
  expect(await ask(1, 'place point { latitude } facts { fact }')).toBe(without + 1);
  expect(await ask(4, 'place point { latitude } facts { fact }')).toBe(without + 1);
});
