import type { EntityManager } from '@mikro-orm/postgresql';
import type { CaseRefusal } from '../casefile/action.ts';
import { toGlobalId } from '../platform/graphql/global-id.ts';
import { termOf } from '../platform/graphql/labels.ts';
import type { Details } from '../platform/graphql/sentences.ts';

/**
 * The facts of a refusal as people and clients know them: an agency by its global id and, as `agency`, by its name with
 * those above it; what was asked for and the state it met in words.
 */
export async function factsInWords(
  em: EntityManager,
  subject: 'Report' | 'Disposition',
  { facts }: CaseRefusal,
): Promise<Details> {
  const { agencyId, action, status } = facts;
  return {
    ...facts,
    ...(typeof action === 'string' ? { action: termOf(`${subject}Action`, action) } : {}),
    ...(typeof status === 'string' ? { status: termOf(`${subject}Status`, status) } : {}),
    ...(typeof agencyId === 'string' ? await agencyInWords(em, agencyId) : {}),
  };
}

async function agencyInWords(em: EntityManager, id: string): Promise<Details> {
  const [row] = await em.execute<{ name: string | null }[]>(
    `select string_agg(a.name, ' › ' order by c.depth desc) as name
     from agency_closure c join agency a on a.id = c.ancestor_id where c.agency_id = ?::uuid`,
    [id],
  );
  const agencyId = toGlobalId('Agency', id);
  return { agencyId, agency: row?.name ?? agencyId };
}
