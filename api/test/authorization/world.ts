import { randomUUID } from 'node:crypto';
import { getNamedType } from 'graphql';
import sharp from 'sharp';
import type { DestinationStream } from 'pino';
import { toGlobalId } from '../../src/platform/graphql/global-id.ts';
import type { TestDatabase } from '../database/test-database.ts';
import { startTuntas, type Credential, type TuntasServer } from '../journeys/tuntas-server.ts';
import * as cast from './cast.ts';
import { everythingOf, requestOf, rootFields } from './operations.ts';
import { Registry } from './registry.ts';

const SMS_TOKEN = 'the gateway and we know this token';

/** Whether the reporter asked to be anonymous, whether the report is confidential. */
export interface Flags {
  readonly anonymous: boolean;
  readonly confidential: boolean;
}

export const FLAGS: readonly Flags[] = [
  { anonymous: false, confidential: false },
  { anonymous: true, confidential: false },
  { anonymous: false, confidential: true },
  { anonymous: true, confidential: true },
];

export function nameOf({ anonymous, confidential }: Flags): string {
  if (anonymous && confidential) return 'anonymous confidential';
  return anonymous ? 'anonymous' : confidential ? 'confidential' : 'named';
}

export interface WorldReport extends Flags {
  readonly id: string;
  readonly trackingId: string;
  /** How it came in, and what became of it. */
  readonly story: string;
  readonly filedBy: 'account' | 'receipt' | 'sms';
  /** For those filed without an account. */
  readonly receipt: Credential;
}

interface Upload {
  readonly id: string;
  readonly claimToken: string | null;
}

/** A server with reports in every state, made over HTTP by everybody who has a part in them. */
export class World {
  readonly reports: WorldReport[] = [];
  readonly credentials = new Map<cast.Member, Credential>([['public', null]]);
  /** Told of every report as soon as it has been verified, which publishes it unless it is confidential. */
  onVerified: (report: WorldReport) => void = () => undefined;
  readonly registry: Registry;
  /** The report that `otherReceipt` opens, a bare uuid. */
  otherReportId = '';
  private picture: Buffer | null = null;

  private constructor(
    readonly tuntas: TuntasServer,
    readonly db: TestDatabase,
  ) {
    this.registry = new Registry(db);
  }

  /** Everybody is signed in; nothing has been filed. */
  static async open(db: TestDatabase, logTo?: DestinationStream): Promise<World> {
    const env = { SMS_INBOUND_TOKEN: SMS_TOKEN, ...(logTo ? { LOG_LEVEL: 'trace' } : {}) };
    const world = new World(await startTuntas(db, { env, logTo }), db);
    await Promise.all(
      Object.entries(cast.ACCOUNTS).map(async ([member, account]) => {
        world.credentials.set(member as cast.Account, await world.tuntas.signIn(account));
      }),
    );
    const { name, email, phone } = cast.ACCOUNT_REPORTER;
    const old = 'citizen-maman@demo.tuntas.example';
    await db.ownerPool.query(
      `update person set display_name = $1 where auth_user_id = (select id from auth."user" where email = $2)`,
      [name, old],
    );
    await db.ownerPool.query(`update auth."user" set name = $1, email = $2, "phoneNumber" = $3 where email = $4`, [
      name,
      email,
      phone,
      old,
    ]);
    return world;
  }

  as(member: cast.Member): Credential {
    return this.credentials.get(member) ?? null;
  }

  /** Files reports by every way in, with every flag, and carries one of each as far as every state. */
  async live(): Promise<void> {
    const other = await this.file('receipt', FLAGS[0]!, 'of somebody else', { contact: {} });
    this.reports.splice(0);
    this.credentials.set('otherReceipt', other.receipt);
    this.otherReportId = await this.registry.idOf('report', 'tracking_id', other.trackingId);
    await Promise.all([...FLAGS.map((flags) => this.lives(flags)), this.smsLife()]);
    this.credentials.set('receipt', this.find('receipt', FLAGS[0]!, 'in progress').receipt);
  }

  find(filedBy: WorldReport['filedBy'], flags: Flags, story: string): WorldReport {
    const found = this.reports.find(
      (it) => it.filedBy === filedBy && it.story === story && nameOf(it) === nameOf(flags),
    );
    if (!found) throw new Error(`There is no ${nameOf(flags)} report ${story} by ${filedBy}.`);
    return found;
  }

  private async lives(flags: Flags): Promise<void> {
    const received = await this.file('account', flags, 'received');
    await this.act('admin', 'claimReport', { reportId: received.id });
    const returned = await this.file('account', flags, 'returned');
    await this.decide('admin', 'returnReport', returned, { missingFacts: ['WHERE'], note: 'Di mana tepatnya?' });
    const held = await this.file('account', flags, 'held');
    await this.decide('admin', 'holdReport', held, { agencyId: await this.registry.unconnectedAgency() });
    const verified = await this.file('account', flags, 'verified');
    await this.decide('admin', 'reviseReport', verified, { title: 'Judul yang sudah dirapikan' });
    await this.accept(verified);
    const archived = await this.file('account', flags, 'archived');
    await this.decide('admin', 'archiveReport', archived, { reason: 'SPAM', note: 'Bukan laporan.' });
    const merged = await this.file('account', flags, 'merged');
    await this.decide('admin', 'mergeReport', merged, { intoReportId: verified.id });

    for (const by of ['account', 'receipt'] as const) {
      const report = await this.file(by, flags, 'in progress');
      await this.dispose(report);
      await this.forward(report);
      await this.disclose(report);
    }
    const awaiting = await this.file('account', flags, 'awaiting feedback');
    await this.dispose(awaiting);
    await this.resolve(awaiting);
    const closed = await this.file('account', flags, 'closed');
    await this.dispose(closed);
    await this.resolve(closed);
    const attachments = [await this.upload('reporter', cast.REPORTERS_FILE)];
    await this.decide('reporter', 'disputeResolution', closed, { text: 'Belum selesai.', attachments });
    await this.resolve(closed, 'PROGRESS');
    await this.decide('reporter', 'confirmResolution', closed, { text: 'Terima kasih.', rating: 4 });
  }

  private async smsLife(): Promise<void> {
    const { phone } = cast.SMS_REPORTER;
    const response = await fetch(`${this.tuntas.url}/channels/sms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SMS_TOKEN}` },
      body: JSON.stringify({ id: 'sms-1', from: phone, text: 'Jalan di desa kami rusak.' }),
    });
    const { trackingId } = (await response.json()) as { trackingId: string };
    const report = await this.remember(trackingId, null, FLAGS[0]!, 'sms', 'in progress');
    await this.decide('admin', 'reviseReport', report, { categoryId: await this.registry.category() });
    await this.dispose(report);
  }

  private async accept(report: WorldReport): Promise<void> {
    await this.decide('admin', 'acceptReport', report);
    this.onVerified(report);
  }

  private async dispose(report: WorldReport): Promise<void> {
    await this.accept(report);
    const agency = async (code: string, instruction: string) => ({
      agencyId: await this.registry.agency(code),
      instruction,
    });
    await this.decide('admin', 'disposeReport', report, {
      lead: await agency(cast.LEAD, cast.INSTRUCTIONS.lead),
      supporting: [{ ...(await agency(cast.SUPPORT, cast.INSTRUCTIONS.support)), required: false }],
    });
  }

  /** The supporting agency passes its leg on. */
  private async forward(report: WorldReport): Promise<void> {
    const leg = await this.registry.leg(report.id, cast.SUPPORT);
    const targetAgencyId = await this.registry.agency(cast.FORWARDED);
    await this.act('support', 'acceptDisposition', leg);
    const now = await this.registry.leg(report.id, cast.SUPPORT);
    await this.act('support', 'forwardDisposition', {
      ...now,
      targetAgencyId,
      instruction: cast.INSTRUCTIONS.forwarded,
    });
  }

  private async resolve(report: WorldReport, kind = 'INITIAL_RESPONSE'): Promise<void> {
    const attachments = [await this.upload('lead', cast.AGENCYS_FILE)];
    const leg = await this.registry.leg(report.id, cast.LEAD);
    const text = 'Sedang kami periksa di lapangan.';
    await this.act('lead', 'publishFollowUp', { ...leg, kind, text, attachments });
    const evidence = 'Foto dan berita acara terlampir.';
    await this.act('lead', 'resolveDisposition', {
      ...(await this.registry.leg(report.id, cast.LEAD)),
      text,
      evidence,
    });
  }

  /** The lead agency asks and is granted; a named reporter is read, an anonymous one awaits the second admin. */
  private async disclose(report: WorldReport): Promise<void> {
    const reason = 'Pelapor perlu dihubungi untuk menunjukkan lokasinya.';
    await this.act('lead', 'requestDisclosure', { reportId: report.id, reason });
    const decision = { ...(await this.registry.disclosure(report.id)), grant: true };
    await this.act('admin', 'decideDisclosure', { ...decision, note: 'Alasan cukup.' });
    if (!report.anonymous) await this.act('lead', 'readIdentity', { reportId: report.id, reason });
  }

  /** Carries out a mutation with its least input and this on top; throws where it is refused. */
  async act(member: cast.Member, mutation: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    const root = rootFields.find(({ name }) => name === `Mutation.${mutation}`);
    if (!root) throw new Error(`There is no mutation ${mutation}.`);
    const given = { idempotencyKey: randomUUID(), ...input };
    const request = requestOf(
      root,
      everythingOf(getNamedType(root.field.type), 0),
      (name) => (given as Record<string, unknown>)[name],
    );
    const data = await this.tuntas.query<Record<string, Record<string, unknown>>>(
      this.as(member),
      request.query,
      request.variables,
    );
    const outcome = data[mutation]!;
    if ('code' in outcome) throw new Error(`${member} may not ${mutation}: ${JSON.stringify(outcome)}`);
    return outcome;
  }

  private async decide(member: cast.Member, mutation: string, report: WorldReport, input: object = {}): Promise<void> {
    const expectedVersion = await this.registry.version(report.id);
    await this.act(member, mutation, { reportId: report.id, expectedVersion, ...input });
  }

  private async file(
    filedBy: 'account' | 'receipt',
    flags: Flags,
    story: string,
    { contact = cast.RECEIPT_REPORTER as object } = {},
  ): Promise<WorldReport> {
    const member = filedBy === 'account' ? 'reporter' : 'public';
    const filed = await this.act(member, 'fileReport', {
      title: `Laporan ${story}`,
      body: 'Jalan di depan pasar rusak sejak bulan lalu.',
      categoryId: await this.registry.category(),
      areaCode: '32.12',
      place: 'Depan pasar',
      point: { latitude: -6.33, longitude: 108.32 },
      eventDate: '2026-03-01',
      facts: [{ fact: 'WHAT', answer: 'Lubang.' }],
      ...flags,
      ...(filedBy === 'receipt' ? { contact } : {}),
      attachments: [await this.upload(member, cast.REPORTERS_FILE)],
    });
    return this.remember(String(filed.trackingId), filed.receipt as string | null, flags, filedBy, story);
  }

  private async remember(
    trackingId: string,
    secret: string | null,
    flags: Flags,
    filedBy: WorldReport['filedBy'],
    story: string,
  ): Promise<WorldReport> {
    const id = toGlobalId('Report', await this.registry.idOf('report', 'tracking_id', trackingId));
    const receipt = secret === null ? null : `Receipt ${trackingId}.${secret}`;
    const report: WorldReport = { id, trackingId, ...flags, filedBy, story, receipt };
    this.reports.push(report);
    return report;
  }

  private async upload(member: cast.Member, name: string): Promise<Upload> {
    const background = { r: 200, g: 30, b: 30 };
    this.picture ??= await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer();
    const credential = this.as(member);
    const response = await fetch(`${this.tuntas.url}/attachments`, {
      method: 'POST',
      headers: { 'x-file-name': encodeURIComponent(name), ...(credential ? { authorization: credential } : {}) },
      body: new Uint8Array(this.picture),
    });
    const { id, claimToken } = (await response.json()) as Upload;
    return claimToken === null ? ({ id } as Upload) : { id, claimToken };
  }
}
