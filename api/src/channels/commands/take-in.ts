import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { PUBLIC_VIEWER } from '../../people/viewer.ts';
import { isBlank } from '../../platform/graphql/checked-text.ts';
import type { AnyRefusal } from '../../platform/graphql/refusals.ts';
import type { MessageOutbox } from '../../platform/messages/message-outbox.ts';
import { fileReport, NOTHING_FURTHER, type FilingDesk, type FiledReport } from '../../reports/commands/file-report.ts';
import type { InboundGateway, InboundMessage } from '../inbound.ts';

const LONGEST_TITLE = 80;

/**
 * Makes a report of a message that came in: the phone number is the reporter, and the answer with tracking ID and receipt
 * is written in the same transaction, so that there is never a report whose reporter was not told (INT-3). A gateway that
 * repeats a message changes nothing.
 */
export function takeIn(
  desk: FilingDesk & { readonly outbox: MessageOutbox },
  gateway: InboundGateway,
  message: InboundMessage,
): Promise<FiledReport | AnyRefusal> {
  const reporter = { personId: null, identity: { name: null, email: null, phone: message.phone, address: null } };
  const input = {
    idempotencyKey: keyOf(gateway, message),
    kind: 'COMPLAINT',
    channel: gateway.channel,
    title: titleOf(message.text),
    body: message.text,
    ...NOTHING_FURTHER,
    attachmentIds: [],
    claimTokens: [],
  } as const;
  return fileReport(desk, PUBLIC_VIEWER, reporter, input, (em, filed) =>
    desk.outbox.enqueueWithin((sql, params) => run(em, sql, params), {
      channel: 'SMS',
      recipient: message.phone,
      body:
        `Laporan Anda diterima dengan tracking ID ${filed.trackingId}. Kode rahasia untuk memantau dan menanggapi: ` +
        `${filed.receipt}. Simpan dan jangan bagikan kode ini.`,
    }),
  );
}

/** The mapper numbers parameters its own way. */
function run(em: EntityManager, sql: string, params: readonly unknown[]): Promise<unknown> {
  return em.execute(sql.replace(/\$\d+/g, '?'), params as unknown[]);
}

/** A uuid made of the gateway's name for the message, so that the same message is the same intention. */
function keyOf(gateway: InboundGateway, { id, phone }: InboundMessage): string {
  const hash = createHash('sha256').update(`${gateway.path}:${phone}:${id}`).digest().subarray(0, 16);
  hash[6] = (hash.readUInt8(6) & 0x0f) | 0x80;
  hash[8] = (hash.readUInt8(8) & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * The first line that can be read, cut at a word and never within a character: the verifier gives the report a better
 * title (VER-3).
 */
function titleOf(text: string): string {
  const line = text.split('\n').find((it) => !isBlank(it)) ?? '';
  const characters = [...line.trim()];
  if (characters.length <= LONGEST_TITLE) return characters.join('');
  const cut = characters.slice(0, LONGEST_TITLE - 1).join('');
  const lastWord = cut.lastIndexOf(' ');
  return `${lastWord > cut.length / 2 ? cut.slice(0, lastWord) : cut}…`;
}
