import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { TestDatabase } from '../../database/test-database.ts';
import { startTuntas, type Credential, type TuntasServer } from '../tuntas-server.ts';
import { Follower } from './followers.ts';
import { Narrator } from './narrator.ts';
import { AGENCY_QUEUE, FOLLOW_AGENCY, FOLLOW_REPORT, FOLLOW_VERIFICATION, onFollowUp, TRACK } from './operations.ts';

const SMS_TOKEN = 'the gateway and we know this token';
const RESPOND = onFollowUp('publishFollowUp', 'PublishFollowUpInput');
const RESOLVE = onFollowUp('resolveDisposition', 'ResolveDispositionInput');

const OFFICERS = [
  'kemensos',
  'kemendagri',
  'puspen',
  'jabar',
  'jabar-dishub',
  'indramayu',
  'indramayu-disdukcapil',
  'bandung',
] as const;
type Account = 'admin-sari' | 'citizen-maman' | `officer-${(typeof OFFICERS)[number]}`;

interface Leg {
  id: string;
  version: number;
  status: string;
  agency: { name: string };
  respondDueAt: string;
  resolveDueAt: string;
}
export interface Tracked {
  report: { id: string; version: number; status: string; statusLine: string; reporterDisplay: string | null };
}
export interface Disposed {
  disposeReport: { report: { version: number; status: string; statusLine: string; dispositions: Leg[] } };
}
interface FollowedUp {
  report: { status: string; version: number; statusLine: string; dispositions: Leg[] };
}

/** A report of the story; its id is known once somebody has seen it in a queue. */
export interface Known {
  readonly trackingId: string;
  readonly id: string;
}

/** Everybody in the story, what they hear, and what they do again and again. */
export class Cast {
  private readonly people = new Map<string, Credential>();

  private constructor(
    private readonly db: TestDatabase,
    readonly tuntas: TuntasServer,
    readonly story: Narrator,
  ) {}

  static async assemble(db: TestDatabase): Promise<Cast> {
    const env = { SMS_INBOUND_TOKEN: SMS_TOKEN };
    const tuntas = await startTuntas(db, { start: '2026-03-12T09:00:00+07:00', env });
    const cast = new Cast(db, tuntas, new Narrator(tuntas));
    for (const account of ['admin-sari', 'citizen-maman', ...OFFICERS.map((agency) => `officer-${agency}`)]) {
      cast.people.set(account, await tuntas.signIn(account));
    }
    return cast;
  }

  as(account: Account): Credential {
    return this.people.get(account)!;
  }

  followVerification(): Promise<Follower> {
    return Follower.begin(this.tuntas, this.as('admin-sari'), FOLLOW_VERIFICATION);
  }

  followAgency(account: Account): Promise<Follower> {
    return Follower.begin(this.tuntas, this.as(account), FOLLOW_AGENCY);
  }

  followReport(account: Account, id: string): Promise<Follower> {
    return Follower.begin(this.tuntas, this.as(account), FOLLOW_REPORT, { id });
  }

  /** What the gateway delivers, and what the sender is answered. */
  async sendSms(id: string, from: string, text: string): Promise<{ trackingId: string; receipt: Credential }> {
    const response = await fetch(`${this.tuntas.url}/channels/sms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SMS_TOKEN}` },
      body: JSON.stringify({ id, from, text }),
    });
    expect(response.status).toBe(202);
    const { trackingId } = (await response.json()) as { trackingId: string };
    const { rows } = await this.db.ownerPool.query<{ body: string }>('select body from message where recipient = $1', [
      `+${from}`,
    ]);
    const secret = /([0-9A-Z]{5}-){3}[0-9A-Z]{5}/.exec(rows[0]!.body)![0];
    return { trackingId, receipt: `Receipt ${trackingId}.${secret}` };
  }

  /** Where a report stands, read by somebody without writing it into the story. */
  read(as: Credential, trackingId: string): Promise<Tracked> {
    return this.tuntas.query<Tracked>(as, TRACK, { trackingId });
  }

  /** What a decision of Sari's starts with. */
  async now({ id, trackingId }: Known): Promise<{ reportId: string; expectedVersion: number }> {
    const { report } = await this.read(this.as('admin-sari'), trackingId);
    return { reportId: id, expectedVersion: report.version };
  }

  async idOf(table: 'agency' | 'category', code: string): Promise<string> {
    const type = table === 'agency' ? 'Agency' : 'Category';
    const { rows } = await this.db.ownerPool.query<{ id: string }>(`select id from ${table} where code = $1`, [code]);
    return Buffer.from(`${type}:${rows[0]!.id}`).toString('base64');
  }

  /** The one leg of a report in the queue of an officer's agency. */
  async legFor(account: Account, trackingId: string): Promise<{ dispositionId: string; expectedVersion: number }> {
    const { agencyQueue } = await this.tuntas.query<{
      agencyQueue: { nodes: { id: string; version: number; report: { trackingId: string } }[] };
    }>(this.as(account), AGENCY_QUEUE);
    const leg = agencyQueue.nodes.find(({ report }) => report.trackingId === trackingId);
    if (!leg) throw new Error(`No leg of ${trackingId} in this queue.`);
    return { dispositionId: leg.id, expectedVersion: leg.version };
  }

  /** An officer answers: with evidence it is a resolution. */
  async answer(who: string, account: Account, trackingId: string, words: string, evidence: string | null = null) {
    const input = { ...(await this.legFor(account, trackingId)), idempotencyKey: randomUUID(), text: words };
    const data = await this.story.ask<Record<string, FollowedUp>>(who, this.as(account), evidence ? RESOLVE : RESPOND, {
      input: evidence ? { ...input, evidence } : { ...input, kind: 'INITIAL_RESPONSE' },
    });
    return Object.values(data)[0]!.report;
  }
}
