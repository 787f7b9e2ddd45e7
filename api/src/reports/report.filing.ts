import type { TuntasContext } from '../context.ts';
import type { ReporterIdentity } from '../identity/vault.ts';
import { normalisePhoneNumber } from '../people/phone-number.ts';
import { writtenText } from '../platform/graphql/checked-text.ts';
import { invalid, RefusedError } from '../platform/graphql/refusals.ts';
import type { FileReport, FilingReporter } from './commands/file-report.ts';
import { referencedUuid, UNKNOWN_CATEGORY } from './report.answer.ts';
import { detailsOf } from './report.details.ts';
import type { ReportContent, ReporterContactInput } from './report.inputs.ts';
import type { Channel } from '../casework/report.entity.ts';

/** The command's input from the API's. */
export function contentOf(input: ReportContent, channel: Channel): FileReport {
  return {
    idempotencyKey: input.idempotencyKey.toLowerCase(),
    kind: input.kind,
    channel,
    title: input.title,
    body: input.body,
    categoryId: input.categoryId ? referencedUuid(input.categoryId, 'Category', UNKNOWN_CATEGORY) : null,
    latitude: input.point?.latitude ?? null,
    longitude: input.point?.longitude ?? null,
    anonymous: input.anonymous,
    confidential: input.confidential,
    ...detailsOf(input),
  };
}

/** Who is filing: the signed-in person with the contacts of the account, or whatever contact was left (INT-4). */
export async function reporterOf(ctx: TuntasContext, contact: ReporterContactInput | null): Promise<FilingReporter> {
  const { personId } = ctx.viewer;
  // Also where the account's own contacts count: whoever leaves a wrong one shall hear of it.
  const left = identityFrom(contact);
  if (personId === null) return { personId: null, identity: left };
  const [account, person] = [
    await ctx.commands.signIn.contactOf(personId),
    await ctx.reads.one<{ name: string }>('select display_name as name from person where id = $1', [personId]),
  ];
  return { personId, identity: { name: person?.name ?? null, ...account, address: null } };
}

/** The contact somebody left, with the phone number in one form. */
export function identityFrom(contact: ReporterContactInput | null): ReporterIdentity {
  const phone = writtenText(contact?.phone);
  return {
    name: writtenText(contact?.name),
    email: writtenText(contact?.email),
    phone: phone === null ? null : requirePhoneNumber(phone),
    address: writtenText(contact?.address),
  };
}

function requirePhoneNumber(written: string): string {
  const phone = normalisePhoneNumber(written);
  if (phone === null) throw new RefusedError(invalid([{ path: 'contact.phone', code: 'MALFORMED' }]));
  return phone;
}
