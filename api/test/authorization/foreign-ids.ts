import { randomUUID } from 'node:crypto';
import { getNamedType } from 'graphql';
import { expect, test } from 'vitest';
import { fromGlobalId, toGlobalId } from '../../src/platform/graphql/global-id.ts';
import type { Member } from './cast.ts';
import { everythingOf, requestOf, rootFields, type RootField } from './operations.ts';
import { everyId } from './reader.ts';
import { rowsFor } from './rows.ts';
import { MEMBERS, type Watched } from './watch.ts';
import type { World } from './world.ts';

/** Which things the ids of these arguments and input fields name. */
const TYPE_OF_ARGUMENT: Readonly<Record<string, string>> = {
  reportId: 'Report',
  intoReportId: 'Report',
  dispositionId: 'Disposition',
  attachments: 'Attachment',
};

/** What an argument called `id` names depends on the field. */
const TYPE_OF_ID: Readonly<Record<string, string | null>> = {
  'Mutation.decideDisclosure': 'Disclosure',
  'Mutation.connectAgency': null,
  'Query.node': 'Report',
};

const asked = rootFields
  .filter(({ operation }) => operation !== 'subscription')
  .flatMap((root) =>
    idsOf(root).map(([argument, type]) => ({ root, argument, type, name: `${root.name} ${argument}` })),
  );

/** The rule of IDN-4: what one may not see is answered like what is not there. */
export function foreignIds(watched: () => Watched): void {
  test('every root field that takes an id is asked', () => {
    expect(asked.length).toBeGreaterThan(30);
    expect(asked.filter(({ type }) => type === 'unknown')).toEqual([]);
  });

  test.each(MEMBERS)(
    'IDN-4 %s gets the same answer for what they may not see as for what is not there',
    async (member) => {
      const { world } = watched();
      const hidden = await hiddenFrom(world, member);
      const others = await otherwiseValid(world);
      const differing: object[] = [];
      const unusual: string[] = [];
      const answer = (root: RootField, argument: string, id: string) =>
        answerTo(world, member, root, others, argument, id);
      let compared = 0;
      await Promise.all(
        asked.map(async ({ root, argument, type, name }) => {
          const foreign = sampleOf(hidden.get(type)!);
          const unknown = await answer(root, argument, toGlobalId(type, randomUUID()));
          // Were something else wrong with it, the id would never have been looked up.
          const refused = /FORBIDDEN|UNAUTHENTICATED|NOT_FOUND|ATTACHMENT_UNKNOWN/.test(unknown);
          if (root.operation === 'mutation' && !refused) unusual.push(`${name}: ${unknown}`);
          for (const id of foreign) {
            compared += 1;
            const known = await answer(root, argument, id);
            if (known !== unknown) differing.push({ name, thing: fromGlobalId(id), known, unknown });
          }
        }),
      );
      expect(differing).toEqual([]);
      expect(unusual).toEqual([]);
      if (!['admin', 'overseer'].includes(member)) expect(compared).toBeGreaterThan(20);
    },
  );

  test('IDN-4 a hidden report can neither be followed nor told from one that is not there', async () => {
    const { world } = watched();
    const root = rootFields.find(({ name }) => name === 'Subscription.reportChanged')!;
    for (const member of ['public', 'otherReceipt', 'citizen', 'stranger', 'intern'] as const) {
      const answers = [
        (await hiddenFrom(world, member)).get('Report')!.at(-1)!,
        toGlobalId('Report', randomUUID()),
      ].map(
        (id) =>
          new Promise<string>((resolve) => {
            const request = requestOf(root, '{ __typename }', (name) => (name === 'reportId' ? id : undefined));
            const take = (answer: unknown) => resolve(JSON.stringify(answer).replaceAll(id, '<id>'));
            world.tuntas
              .socket(world.as(member))
              .subscribe(request, { next: take, error: take, complete: () => take('end') });
          }),
      );
      const [known, unknown] = await Promise.all(answers);
      expect(known, member).toBe(unknown);
      expect(known).toContain('NOT_FOUND');
    }
  });

  test('IDN-2 no row of any table tells anybody’s session of a report they may not see', async () => {
    const { world } = watched();
    const telling = new Set<string>();
    for (const member of MEMBERS) {
      if (member === 'receipt') continue;
      const hidden = (await hiddenFrom(world, member)).get('Report')!.map((id) => fromGlobalId(id)!.uuid);
      for (const { table, row } of await rowsFor(world, member)) {
        // That a duplicate was merged into a public report is public; of the duplicate there is only its id.
        if (table === 'event' && String(row.type).startsWith('DUPLICATE_')) continue;
        const text = JSON.stringify(row);
        if (hidden.some((id) => text.includes(id))) telling.add(`${member}: ${table}`);
      }
    }
    expect([...telling]).toEqual([]);
  });
}

/** For every type the ids of things that a member cannot see. */
async function hiddenFrom(world: World, member: Member): Promise<Map<string, string[]>> {
  const invisible = new Map<string, string[]>();
  for (const [type, all] of await everyId(world)) {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const { data } = await world.tuntas.ask<{ nodes: ({ id: string } | null)[] }>(world.as(member), query, {
      ids: all,
    });
    invisible.set(
      type,
      all.filter((_, index) => data.nodes[index] === null),
    );
  }
  return invisible;
}

/** The arguments of a root field that name something by its id, as far as the test knows what they name. */
function idsOf({ name, field }: RootField): [argument: string, type: string][] {
  const given = new Set<string>();
  requestOf({ name, field, operation: 'query' }, '', (argument) => void given.add(argument));
  return [...given].flatMap((argument) => {
    const type = argument === 'id' ? TYPE_OF_ID[name] : TYPE_OF_ARGUMENT[argument];
    if (argument === 'id' && type === undefined) return [[argument, 'unknown'] as [string, string]];
    return type ? [[argument, type] as [string, string]] : [];
  });
}

/** What else decisions need, so that nothing but the id can be what is wrong with them. */
async function otherwiseValid(world: World): Promise<object> {
  const agency = await world.registry.agency('KOTA-BANDUNG');
  return { addition: 'Di depan pasar.', rating: 4, agencyId: agency, targetAgencyId: agency };
}

/** The answer when the argument is this id, without what differs from request to request. */
async function answerTo(
  world: World,
  member: Member,
  root: RootField,
  others: object,
  argument: string,
  id: string,
): Promise<string> {
  const given: Record<string, unknown> = {
    ...(root.name === 'Query.agencyQueue' ? {} : others),
    idempotencyKey: randomUUID(),
    [argument]: argument === 'attachments' ? [{ id }] : id,
  };
  const known = (name: string) => given[name];
  const { query, variables } = requestOf(root, everythingOf(getNamedType(root.field.type), 1), known);
  const answer = await world.tuntas.ask(world.as(member), query, variables);
  return JSON.stringify(answer).replaceAll(id, '<id>').replaceAll(String(given.idempotencyKey), '<key>');
}

/** A few of many: the first, the last, and some between. */
function sampleOf(ids: readonly string[]): string[] {
  const step = Math.max(1, Math.floor(ids.length / 5));
  return ids.filter((_, index) => index % step === 0);
}
