import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../database/test-database.ts';
import { startTuntas, type Credential, type TuntasServer } from '../tuntas-server.ts';
import { Follower } from './followers.ts';
import { Narrator } from './narrator.ts';
import {
  AGENCY_QUEUE,
  CLAIM_REPORT,
  DISPOSE_REPORT,
  FILE_REPORT,
  FOLLOW_AGENCY,
  FOLLOW_REPORT,
  FOLLOW_VERIFICATION,
  LEGS,
  onDisposition,
  onFollowUp,
  onReport,
  TRACK,
  VERIFICATION_QUEUE,
} from './operations.ts';

const PAGE = join(import.meta.dirname, '../../../../docs/life-of-a-report.md');
const SMS_TOKEN = 'the gateway and we know this token';

const INTRODUCTION = `# The life of a report

Three reports that were published as examples of the original service, walked through Tuntas from filing to closing, over
Lebaran 2026. This page is printed by the journey test (\`api/test/journeys/life/\`), so it cannot rot: every request below was
sent and every answer is what came back. The rules behind it are in \`api/src/casefile/\`; [life-cycles.md](life-cycles.md)
draws them.`;

const KKS = `T/rw 02/03 kecamatan terisi kabupaten indramayu kodepos 45262kks 4988893983833285 saya penerima kps yang berwarna kuning dan kis yang berwarna hijau kks yang berwarna merah tp saya tidak mendapatkan kip dan kks yan`;
const PJU = `Mohon pemasangan lampu PJU di ruas jalan desa Pangkalanpari melewati ke desa putri dalem sampai desa Jatitujuh kecamatan Jatitujuh. Jalan tersebut gelap pada malam hari padahal jalan tersebut merupakan jalan Provinsi Jawa Barat yang merupakan jalan penghubung kabupaten Indramayu ke arah bandara.`;
const BLANGKO = `Lapor jabar saya ingin menyampaikan bahwa pembuatan e-ktp di wilayah kab.indramayu kec.patrol untuk membuat e-ktp susah sekali dari kecamatan harus ke disduk sudah ke disduk blangko kosong katanya di kecamatan jadi saya bingung. tolong pelayanan di perbaiki. terimakasih`;

let db: TestDatabase;
let tuntas: TuntasServer;
let story: Narrator;
const people: Record<string, Credential> = {};

interface Leg {
  id: string;
  version: number;
  status: string;
  agency: { name: string };
  respondDueAt: string;
  resolveDueAt: string;
}
interface Tracked {
  report: { id: string; version: number; status: string; statusLine: string; reporterDisplay: string | null };
}
interface Disposed {
  disposeReport: { report: { version: number; status: string; statusLine: string; dispositions: Leg[] } };
}
interface FollowedUp {
  report: { status: string; version: number; statusLine: string; dispositions: Leg[] };
}

beforeAll(async () => {
  db = await testDatabase();
  tuntas = await startTuntas(db, { start: '2026-03-12T09:00:00+07:00', env: { SMS_INBOUND_TOKEN: SMS_TOKEN } });
  story = new Narrator(tuntas);
  const accounts = ['admin-sari', 'citizen-maman', 'executive-jabar'].concat(
    ['kemensos', 'kemendagri', 'puspen', 'jabar', 'jabar-dishub', 'indramayu', 'indramayu-disdukcapil', 'bandung'].map(
      (agency) => `officer-${agency}`,
    ),
  );
  for (const account of accounts) people[account] = await tuntas.signIn(account);
});

async function sendSms(id: string, from: string, text: string): Promise<{ trackingId: string; receipt: Credential }> {
  const response = await fetch(`${tuntas.url}/channels/sms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${SMS_TOKEN}` },
    body: JSON.stringify({ id, from, text }),
  });
  expect(response.status).toBe(202);
  const { trackingId } = (await response.json()) as { trackingId: string };
  const answer = await db.ownerPool.query<{ body: string }>('select body from message where recipient = $1', [
    `+${from}`,
  ]);
  const secret = /([0-9A-Z]{5}-){3}[0-9A-Z]{5}/.exec(answer.rows[0]!.body)![0];
  return { trackingId, receipt: `Receipt ${trackingId}.${secret}` };
}

/** Where a report stands, read by somebody without writing it into the story. */
function read(as: Credential, trackingId: string): Promise<Tracked> {
  return tuntas.query<Tracked>(as, TRACK, { trackingId });
}

async function idOf(table: 'agency' | 'category', code: string): Promise<string> {
  const type = table === 'agency' ? 'Agency' : 'Category';
  const { rows } = await db.ownerPool.query<{ id: string }>(`select id from ${table} where code = $1`, [code]);
  return Buffer.from(`${type}:${rows[0]!.id}`).toString('base64');
}

/** The one leg an officer has in the queue of the agency for a report. */
async function legFor(as: Credential, trackingId: string): Promise<{ id: string; version: number }> {
  const { agencyQueue } = await tuntas.query<{
    agencyQueue: { nodes: { id: string; version: number; report: { trackingId: string } }[] };
  }>(as, AGENCY_QUEUE);
  const leg = agencyQueue.nodes.find(({ report }) => report.trackingId === trackingId);
  if (!leg) throw new Error(`No leg of ${trackingId} in this queue.`);
  return { id: leg.id, version: leg.version };
}

test('three real reports live their whole lives over HTTP and WebSocket', async () => {
  const sari = people['admin-sari']!;
  const maman = people['citizen-maman']!;
  const verifying = await Follower.begin(tuntas, sari, FOLLOW_VERIFICATION);
  const kemensosHears = await Follower.begin(tuntas, people['officer-kemensos']!, FOLLOW_AGENCY);
  const indramayuHears = await Follower.begin(tuntas, people['officer-indramayu']!, FOLLOW_AGENCY);
  const jabarHears = await Follower.begin(tuntas, people['officer-jabar']!, FOLLOW_AGENCY);
  const bandungHears = await Follower.begin(tuntas, people['officer-bandung']!, FOLLOW_AGENCY);

  story.heading('Thursday 12 March: three reports come in');
  story.tell(
    'Two arrive as SMS to 1708. The gateway delivers them to `POST /channels/sms`; the answer SMS carries the tracking ID and a ' +
      'secret receipt. The third is filed on the website by Maman Riyanto, who has an account.',
  );
  const kks = await sendSms('sms-1', '6282316330001', KKS);
  const ktp = await sendSms('sms-2', '6282318000002', BLANGKO);
  story.call(kks.trackingId, '<KKS>');
  story.call(ktp.trackingId, '<KTP>');
  const { fileReport: filed } = await story.ask<{ fileReport: { trackingId: string; report: { id: string } } }>(
    'Maman Riyanto',
    maman,
    FILE_REPORT,
    { input: { idempotencyKey: randomUUID(), title: 'PJU', body: PJU, areaCode: '32.12' } },
  );
  const pju = { trackingId: filed.trackingId };
  story.call(pju.trackingId, '<PJU>');
  const mamanHears = await Follower.begin(tuntas, maman, FOLLOW_REPORT, { id: filed.report.id });
  await verifying.hears('REPORT_FILED');
  expect(await tuntas.query(null, TRACK, { trackingId: pju.trackingId })).toEqual({ report: null });

  const { verificationQueue } = await story.ask<{
    verificationQueue: { nodes: { dueAt: string; report: { id: string; trackingId: string; version: number } }[] };
  }>('Sari, admin', sari, VERIFICATION_QUEUE);
  expect(verificationQueue.nodes.map(({ dueAt }) => dueAt)).toEqual(Array(3).fill('2026-03-17T17:00:00.000Z'));
  const queued = (trackingId: string) =>
    verificationQueue.nodes.find(({ report }) => report.trackingId === trackingId)!.report;
  const kksId = queued(kks.trackingId).id;
  const ktpId = queued(ktp.trackingId).id;
  const pjuId = queued(pju.trackingId).id;

  story.heading('Friday 13 March: verification');
  await tuntas.advanceTo('2026-03-13T09:00:00+07:00');
  story.tell(
    'Sari takes the first report in hand. Its text breaks off, so she returns it to the reporter; the clock pauses.',
  );
  await story.ask('Sari, admin', sari, CLAIM_REPORT, { id: kksId });
  await story.ask('Sari, admin', sari, onReport('returnReport', 'ReturnReportInput'), {
    input: {
      reportId: kksId,
      expectedVersion: 1,
      missingFacts: ['WHAT'],
      note: 'Pesan Anda terpotong. Mohon lengkapi: bantuan apa yang belum diterima?',
    },
  });
  story.tell('The PJU report is clear: category, acceptance, disposition to the agency named in the original.');
  const dishub = await idOf('agency', 'JABAR.DISHUB');
  await story.ask('Sari, admin', sari, onReport('reviseReport', 'ReviseReportInput'), {
    input: { reportId: pjuId, expectedVersion: 1, categoryId: await idOf('category', 'PERHUBUNGAN.PJU') },
  });
  const accept = onReport('acceptReport', 'ReportDecisionInput');
  const versionOf = async (trackingId: string): Promise<number> => (await read(sari, trackingId)).report.version;
  const decision = async (id: string, trackingId: string) => ({
    input: { reportId: id, expectedVersion: await versionOf(trackingId) },
  });
  await story.ask('Sari, admin', sari, accept, await decision(pjuId, pju.trackingId));
  const pjuDisposed = await story.ask<Disposed>('Sari, admin', sari, DISPOSE_REPORT, {
    input: {
      reportId: pjuId,
      expectedVersion: await versionOf(pju.trackingId),
      lead: { agencyId: dishub, instruction: 'Mohon tindak lanjuti permohonan PJU di ruas jalan provinsi.' },
    },
  });
  const [pjuLeg] = pjuDisposed.disposeReport.report.dispositions;
  expect([pjuLeg!.respondDueAt, pjuLeg!.resolveDueAt]).toEqual([
    '2026-03-27T17:00:00.000Z',
    '2026-04-10T17:00:00.000Z',
  ]);
  await mamanHears.hears('REPORT_DISPOSED');
  await jabarHears.hears('REPORT_DISPOSED');

  story.heading('Monday 16 March: the missing facts, and Kemendagri');
  await tuntas.advanceTo('2026-03-16T09:00:00+07:00');
  story.tell(
    'The sender of the SMS answers with the receipt. The clock runs on with the two working days it had left.',
  );
  await story.ask('the reporter of <KKS>', kks.receipt, onReport('supplyFacts', 'SupplyFactsInput'), {
    input: {
      reportId: kksId,
      facts: [{ fact: 'WHAT', answer: 'KIP dan KKS belum diterima.' }],
      addition: 'Anak saya dua.',
    },
  });
  const resumed = await tuntas.query<{ report: { clocks: { kind: string; dueAt: string }[] } }>(
    sari,
    'query ($id: String!) { report(trackingId: $id) { clocks { kind dueAt } } }',
    { id: kks.trackingId },
  );
  expect(resumed.report.clocks.find(({ kind }) => kind === 'VERIFY')!.dueAt).toBe('2026-03-25T17:00:00.000Z');

  await tuntas.query(sari, onReport('reviseReport', 'ReviseReportInput'), {
    input: {
      reportId: ktpId,
      expectedVersion: 1,
      title: 'blangko kosong',
      categoryId: await idOf('category', 'KEPENDUDUKAN.ADMINDUK'),
    },
  });
  await tuntas.query(sari, accept, await decision(ktpId, ktp.trackingId));
  const kemendagri = await idOf('agency', 'KEMENDAGRI');
  await story.ask<Disposed>('Sari, admin', sari, DISPOSE_REPORT, {
    input: {
      reportId: ktpId,
      expectedVersion: await versionOf(ktp.trackingId),
      lead: { agencyId: kemendagri, instruction: 'Mohon jelaskan ketersediaan blangko KTP-el.' },
    },
  });
  story.tell('Kemendagri passes it down to a unit, as in the original …');
  const forward = onDisposition('forwardDisposition', 'ForwardDispositionInput');
  const atKemendagri = await legFor(people['officer-kemendagri']!, ktp.trackingId);
  await story.ask('Agus, Kementerian Dalam Negeri', people['officer-kemendagri']!, forward, {
    input: {
      dispositionId: atKemendagri.id,
      expectedVersion: atKemendagri.version,
      targetAgencyId: await idOf('agency', 'KEMENDAGRI.PUSPEN'),
      instruction: 'Mohon ditangani.',
    },
  });

  story.heading('Tuesday 17 March: one report, three agencies');
  await tuntas.advanceTo('2026-03-17T09:00:00+07:00');
  story.tell('… and that unit passes it across, to the office that issues the cards. The due date stays where it was.');
  const atPuspen = await legFor(people['officer-puspen']!, ktp.trackingId);
  const across = await story.ask<{ forwardDisposition: { disposition: { respondDueAt: string } } }>(
    'Yuliana, Pusat Penerangan',
    people['officer-puspen']!,
    forward,
    {
      input: {
        dispositionId: atPuspen.id,
        expectedVersion: atPuspen.version,
        targetAgencyId: await idOf('agency', 'INDRAMAYU.DISDUKCAPIL'),
        instruction: 'Kewenangan penerbitan KTP-el ada pada Disdukcapil.',
      },
    },
  );
  expect(across.forwardDisposition.disposition.respondDueAt).toBe('2026-03-30T17:00:00.000Z');
  await indramayuHears.hears('DISPOSITION_FORWARDED');

  story.tell(
    'The first report is complete now. Sari masks the card number, gives it its title and disposes it to three agencies.',
  );
  await story.ask('Sari, admin', sari, onReport('reviseReport', 'ReviseReportInput'), {
    input: {
      reportId: kksId,
      expectedVersion: await versionOf(kks.trackingId),
      title: 'Tidak Mendapatkan KKS dan KIP',
      categoryId: await idOf('category', 'SOSIAL.BANTUAN-SOSIAL'),
      masks: ['4988893983833285'],
    },
  });
  await tuntas.query(sari, accept, await decision(kksId, kks.trackingId));
  const kksDisposed = await story.ask<Disposed>('Sari, admin', sari, DISPOSE_REPORT, {
    input: {
      reportId: kksId,
      expectedVersion: await versionOf(kks.trackingId),
      lead: { agencyId: await idOf('agency', 'KEMENSOS'), instruction: 'Periksa kepesertaan KKS.' },
      supporting: [
        { agencyId: await idOf('agency', 'INDRAMAYU'), instruction: 'Verifikasi data warga Kecamatan Terisi.' },
        { agencyId: await idOf('agency', 'INDRAMAYU.DISDUKCAPIL'), instruction: 'Pastikan NIK dan KK padan.' },
      ],
    },
  });
  expect(kksDisposed.disposeReport.report.dispositions.map((leg) => leg.respondDueAt)).toEqual(
    Array(3).fill('2026-03-31T17:00:00.000Z'),
  );
  await kemensosHears.hears('REPORT_DISPOSED');
  story.tell('Each agency sees the report and its own instruction, never the instruction of another.');
  const { agencyQueue } = await story.ask<{
    agencyQueue: { nodes: { instruction: string; report: { trackingId: string; reporterDisplay: string } }[] };
  }>('Lestari, Kementerian Sosial', people['officer-kemensos']!, AGENCY_QUEUE);
  expect(agencyQueue.nodes).toMatchObject([
    { instruction: 'Periksa kepesertaan KKS.', report: { reporterDisplay: '628231633xxxx' } },
  ]);

  story.heading('Wednesday 25 March, after Lebaran: agencies answer');
  await tuntas.advanceTo('2026-03-25T09:00:00+07:00');
  const respond = onFollowUp('publishFollowUp', 'PublishFollowUpInput');
  const resolve = onFollowUp('resolveDisposition', 'ResolveDispositionInput');
  const answer = async (who: string, account: string, trackingId: string, words: string, evidence: string | null) => {
    const as = people[account]!;
    const leg = await legFor(as, trackingId);
    const input = { dispositionId: leg.id, expectedVersion: leg.version, idempotencyKey: randomUUID(), text: words };
    const data = await story.ask<Record<string, FollowedUp>>(who, as, evidence ? resolve : respond, {
      input: evidence ? { ...input, evidence } : { ...input, kind: 'INITIAL_RESPONSE' },
    });
    return Object.values(data)[0]!.report;
  };
  const dadang = 'Dadang, Dinas Perhubungan Jawa Barat';
  await answer(dadang, 'officer-jabar-dishub', pju.trackingId, 'Survei lokasi dijadwalkan minggu ini.', null);
  const lestari = 'Lestari, Kementerian Sosial';
  await answer(lestari, 'officer-kemensos', kks.trackingId, 'Data kepesertaan sedang kami periksa.', null);
  await mamanHears.hears('DISPOSITION_RESPONDED');

  story.heading('Thursday 26 and Friday 27 March: resolutions');
  await tuntas.advanceTo('2026-03-26T09:00:00+07:00');
  story.tell('The report is not done while a required agency is: it waits for the last of the three.');
  const first = await answer(
    lestari,
    'officer-kemensos',
    kks.trackingId,
    'KKS akan dicetak ulang dan dibagikan bulan April.',
    'Surat Dinas Sosial 460/112.',
  );
  expect(first.status).toBe('IN_PROGRESS');
  const kartini = 'Kartini, Disdukcapil Indramayu';
  await answer(kartini, 'officer-indramayu-disdukcapil', kks.trackingId, 'NIK dan KK sudah padan.', 'Hasil pemadanan.');
  await answer(
    dadang,
    'officer-jabar-dishub',
    pju.trackingId,
    'PJU terpasang di 12 titik.',
    'Foto pemasangan, BA 26/3.',
  );
  await tuntas.advanceTo('2026-03-27T09:00:00+07:00');
  const last = await answer(
    'Tarsono, Pemkab Indramayu',
    'officer-indramayu',
    kks.trackingId,
    'Data warga sudah diverifikasi.',
    'Berita acara kelurahan.',
  );
  expect(last.status).toBe('AWAITING_FEEDBACK');
  await answer(kartini, 'officer-indramayu-disdukcapil', ktp.trackingId, 'Blangko dikirim pekan depan.', null);

  story.heading('Monday 30 March: Maman is not satisfied');
  await tuntas.advanceTo('2026-03-30T09:00:00+07:00');
  const pjuNow = await read(maman, pju.trackingId);
  const disputed = await story.ask<{ disputeResolution: { report: { status: string; statusLine: string } } }>(
    'Maman Riyanto',
    maman,
    onReport('disputeResolution', 'DisputeResolutionInput'),
    {
      input: {
        reportId: pjuId,
        expectedVersion: pjuNow.report.version,
        idempotencyKey: randomUUID(),
        text: 'Lampu hanya terpasang sampai Putridalem, belum sampai Jatitujuh.',
      },
    },
  );
  expect(disputed.disputeResolution.report).toMatchObject({
    status: 'IN_PROGRESS',
    statusLine: 'Ditanggapi oleh Pelapor',
  });
  story.tell('The report is back with the lead agency, and its parent hears of it at the same moment.');
  await jabarHears.hears('RESOLUTION_DISPUTED');
  await answer(
    kartini,
    'officer-indramayu-disdukcapil',
    ktp.trackingId,
    'Blangko tersedia.',
    'BAST 2.000 keping blangko.',
  );
  const reopened = await tuntas.query<{ report: { clocks: { kind: string; epoch: number; dueAt: string }[] } }>(
    maman,
    'query ($id: String!) { report(trackingId: $id) { clocks { kind epoch dueAt } } }',
    { id: pju.trackingId },
  );
  expect(reopened.report.clocks.filter(({ kind }) => kind === 'RESPOND')).toMatchObject([
    { epoch: 1, dueAt: '2026-03-27T17:00:00.000Z' },
    { epoch: 2, dueAt: '2026-04-07T17:00:00.000Z' },
  ]);

  story.heading('Monday 6 to Wednesday 8 April: two reporters close their reports');
  await tuntas.advanceTo('2026-04-06T09:00:00+07:00');
  await answer(
    dadang,
    'officer-jabar-dishub',
    pju.trackingId,
    'Pemasangan dilanjutkan sampai Jatitujuh.',
    'Foto, BA 6/4.',
  );
  await tuntas.advanceTo('2026-04-07T09:00:00+07:00');
  const waiting = await story.ask<Tracked>('anybody', null, TRACK, { trackingId: kks.trackingId });
  expect(waiting.report).toMatchObject({
    status: 'AWAITING_FEEDBACK',
    statusLine: 'Selesai otomatis dalam 4 hari',
    reporterDisplay: '628231633xxxx',
  });
  await tuntas.advanceTo('2026-04-08T09:00:00+07:00');
  const confirm = onReport('confirmResolution', 'ConfirmResolutionInput');
  for (const [who, as, id, trackingId, rating] of [
    ['Maman Riyanto', maman, pjuId, pju.trackingId, 5],
    ['the reporter of <KKS>', kks.receipt, kksId, kks.trackingId, 4],
  ] as const) {
    const { report } = await read(as, trackingId);
    const closed = await story.ask<{ confirmResolution: { report: { status: string; statusLine: string } } }>(
      who,
      as,
      confirm,
      {
        input: { reportId: id, expectedVersion: report.version, idempotencyKey: randomUUID(), rating },
      },
    );
    expect(closed.confirmResolution.report).toMatchObject({ status: 'CLOSED', statusLine: 'Ditutup oleh Pelapor' });
  }
  await mamanHears.hears('REPORT_CLOSED');

  story.heading('Wednesday 15 April: the clock closes the third');
  story.tell(
    'Nobody answered for ten working days. The report was closed at 24:00 on the tenth, by nobody but the clock.',
  );
  await tuntas.advanceTo('2026-04-15T09:00:00+07:00');
  const silent = await story.ask<Tracked>('anybody', null, TRACK, { trackingId: ktp.trackingId });
  expect(silent.report).toMatchObject({ status: 'CLOSED', statusLine: 'Ditutup oleh Sistem' });
  story.tell('Who held it, from when to when. The times add up to its whole life, to the millisecond.');
  const { report } = await story.ask<{
    report: {
      receivedAt: string;
      closedAt: string;
      custody: { track: number; agency: { name: string } | null; heldMilliseconds: number }[];
    };
  }>('anybody', null, LEGS, { trackingId: ktp.trackingId });
  expect(report.closedAt).toBe('2026-04-14T17:00:00.000Z');
  const held = report.custody.reduce((sum, holder) => sum + holder.heldMilliseconds, 0);
  expect(held).toBe(new Date(report.closedAt).getTime() - new Date(report.receivedAt).getTime());
  expect(report.custody.map(({ agency }) => agency?.name ?? null)).toEqual([
    null,
    'Kementerian Dalam Negeri',
    'Pusat Penerangan Sekretariat Jenderal',
    'Dinas Kependudukan dan Pencatatan Sipil',
    null,
    null,
  ]);

  expect(bandungHears.heard, 'an agency that is not concerned hears nothing').toEqual([]);
  expect(jabarHears.reports).toEqual([pju.trackingId]);
  expect(kemensosHears.reports).toEqual([kks.trackingId]);
  expect(new Set(indramayuHears.reports)).toEqual(new Set([ktp.trackingId, kks.trackingId]));
  await expectPage(story.page(INTRODUCTION));
}, 120_000);

/** The committed page is what this run printed; `UPDATE_DOCS=1` writes it. */
async function expectPage(page: string): Promise<void> {
  if (process.env.UPDATE_DOCS === '1') await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8'), 'print it anew with UPDATE_DOCS=1').toBe(page);
}
