import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Credential } from '../tuntas-server.ts';
import type { Cast, Disposed, Known } from './cast.ts';
import type { Follower } from './followers.ts';
import {
  AGENCY_QUEUE,
  CLAIM_REPORT,
  DISPOSE_REPORT,
  FILE_REPORT,
  onDisposition,
  onReport,
  TRACK,
  VERIFICATION_QUEUE,
} from './operations.ts';

const KKS = `T/rw 02/03 kecamatan terisi kabupaten indramayu kodepos 45262kks 4988893983833285 saya penerima kps yang berwarna kuning dan kis yang berwarna hijau kks yang berwarna merah tp saya tidak mendapatkan kip dan kks yan`;
const PJU = `Mohon pemasangan lampu PJU di ruas jalan desa Pangkalanpari melewati ke desa putri dalem sampai desa Jatitujuh kecamatan Jatitujuh. Jalan tersebut gelap pada malam hari padahal jalan tersebut merupakan jalan Provinsi Jawa Barat yang merupakan jalan penghubung kabupaten Indramayu ke arah bandara.`;
const BLANGKO = `Lapor jabar saya ingin menyampaikan bahwa pembuatan e-ktp di wilayah kab.indramayu kec.patrol untuk membuat e-ktp susah sekali dari kecamatan harus ke disduk sudah ke disduk blangko kosong katanya di kecamatan jadi saya bingung. tolong pelayanan di perbaiki. terimakasih`;

const ACCEPT = onReport('acceptReport', 'ReportDecisionInput');
const FORWARD = onDisposition('forwardDisposition', 'ForwardDispositionInput');

/** The reports of the story, and the reporter who follows one of them as it happens. */
export interface ThreeReports {
  readonly kks: Known & { readonly receipt: Credential };
  readonly ktp: Known;
  readonly pju: Known;
  readonly mamanHears: Follower;
}

/** Two by SMS, one on the website. */
export async function threeReportsComeIn(cast: Cast, sariHears: Follower): Promise<ThreeReports> {
  const { story, tuntas } = cast;
  const sari = cast.as('admin-sari');
  const maman = cast.as('citizen-maman');
  story.heading('Thursday 12 March: three reports come in');
  story.tell(
    'Two arrive as SMS to 1708. The gateway delivers them to `POST /channels/sms`; the answer SMS carries the tracking ID and a ' +
      'secret receipt. The third is filed on the website by Maman Riyanto, who has an account.',
  );
  const kks = await cast.sendSms('sms-1', '6282316330001', KKS);
  const ktp = await cast.sendSms('sms-2', '6282318000002', BLANGKO);
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
  const mamanHears = await cast.followReport('citizen-maman', filed.report.id);
  await sariHears.hears('REPORT_FILED');
  expect(await tuntas.query(null, TRACK, { trackingId: pju.trackingId })).toEqual({ report: null });

  const { verificationQueue } = await story.ask<{
    verificationQueue: { nodes: { dueAt: string; report: { id: string; trackingId: string; version: number } }[] };
  }>('Sari, admin', sari, VERIFICATION_QUEUE);
  expect(verificationQueue.nodes.map(({ dueAt }) => dueAt)).toEqual(Array(3).fill('2026-03-17T17:00:00.000Z'));
  const queued = (trackingId: string) =>
    verificationQueue.nodes.find(({ report }) => report.trackingId === trackingId)!.report;
  return {
    kks: { ...kks, id: queued(kks.trackingId).id },
    ktp: { ...ktp, id: queued(ktp.trackingId).id },
    pju: { ...pju, id: queued(pju.trackingId).id },
    mamanHears,
  };
}

/** One goes back to its reporter, one to an agency. */
export async function verification(
  cast: Cast,
  { kks, pju, mamanHears }: ThreeReports,
  jabarHears: Follower,
): Promise<void> {
  const { story, tuntas } = cast;
  const sari = cast.as('admin-sari');
  story.heading('Friday 13 March: verification');
  await tuntas.advanceTo('2026-03-13T09:00:00+07:00');
  story.tell(
    'Sari takes the first report in hand. Its text breaks off, so she returns it to the reporter; the clock pauses.',
  );
  await story.ask('Sari, admin', sari, CLAIM_REPORT, { id: kks.id });
  await story.ask('Sari, admin', sari, onReport('returnReport', 'ReturnReportInput'), {
    input: {
      reportId: kks.id,
      expectedVersion: 1,
      missingFacts: ['WHAT'],
      note: 'Pesan Anda terpotong. Mohon lengkapi: bantuan apa yang belum diterima?',
    },
  });
  story.tell('The PJU report is clear: category, acceptance, disposition to the agency named in the original.');
  const dishub = await cast.idOf('agency', 'JABAR.DISHUB');
  await story.ask('Sari, admin', sari, onReport('reviseReport', 'ReviseReportInput'), {
    input: { reportId: pju.id, expectedVersion: 1, categoryId: await cast.idOf('category', 'PERHUBUNGAN.PJU') },
  });
  await story.ask('Sari, admin', sari, ACCEPT, { input: await cast.now(pju) });
  const pjuDisposed = await story.ask<Disposed>('Sari, admin', sari, DISPOSE_REPORT, {
    input: {
      ...(await cast.now(pju)),
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
}

/** The first reporter answers; the third report begins its way down. */
export async function missingFacts(cast: Cast, { kks, ktp }: ThreeReports): Promise<void> {
  const { story, tuntas } = cast;
  const sari = cast.as('admin-sari');
  story.heading('Monday 16 March: the missing facts, and Kemendagri');
  await tuntas.advanceTo('2026-03-16T09:00:00+07:00');
  story.tell(
    'The sender of the SMS answers with the receipt. The clock runs on with the two working days it had left.',
  );
  await story.ask('the reporter of <KKS>', kks.receipt, onReport('supplyFacts', 'SupplyFactsInput'), {
    input: {
      reportId: kks.id,
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
      reportId: ktp.id,
      expectedVersion: 1,
      title: 'blangko kosong',
      categoryId: await cast.idOf('category', 'KEPENDUDUKAN.ADMINDUK'),
    },
  });
  await tuntas.query(sari, ACCEPT, { input: await cast.now(ktp) });
  const kemendagri = await cast.idOf('agency', 'KEMENDAGRI');
  await story.ask<Disposed>('Sari, admin', sari, DISPOSE_REPORT, {
    input: {
      ...(await cast.now(ktp)),
      lead: { agencyId: kemendagri, instruction: 'Mohon jelaskan ketersediaan blangko KTP-el.' },
    },
  });
  story.tell('Kemendagri passes it down to a unit, as in the original …');
  await story.ask('Agus, Kementerian Dalam Negeri', cast.as('officer-kemendagri'), FORWARD, {
    input: {
      ...(await cast.legFor('officer-kemendagri', ktp.trackingId)),
      targetAgencyId: await cast.idOf('agency', 'KEMENDAGRI.PUSPEN'),
      instruction: 'Mohon ditangani.',
    },
  });
}

/** The third is passed across; the first goes to three agencies at once. */
export async function threeAgencies(
  cast: Cast,
  { kks, ktp }: ThreeReports,
  kemensosHears: Follower,
  indramayuHears: Follower,
): Promise<void> {
  const { story, tuntas } = cast;
  const sari = cast.as('admin-sari');
  story.heading('Tuesday 17 March: one report, three agencies');
  await tuntas.advanceTo('2026-03-17T09:00:00+07:00');
  story.tell('… and that unit passes it across, to the office that issues the cards. The due date stays where it was.');
  const across = await story.ask<{ forwardDisposition: { disposition: { respondDueAt: string } } }>(
    'Yuliana, Pusat Penerangan',
    cast.as('officer-puspen'),
    FORWARD,
    {
      input: {
        ...(await cast.legFor('officer-puspen', ktp.trackingId)),
        targetAgencyId: await cast.idOf('agency', 'INDRAMAYU.DISDUKCAPIL'),
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
      ...(await cast.now(kks)),
      title: 'Tidak Mendapatkan KKS dan KIP',
      categoryId: await cast.idOf('category', 'SOSIAL.BANTUAN-SOSIAL'),
      masks: ['4988893983833285'],
    },
  });
  await tuntas.query(sari, ACCEPT, { input: await cast.now(kks) });
  const kksDisposed = await story.ask<Disposed>('Sari, admin', sari, DISPOSE_REPORT, {
    input: {
      ...(await cast.now(kks)),
      lead: { agencyId: await cast.idOf('agency', 'KEMENSOS'), instruction: 'Periksa kepesertaan KKS.' },
      supporting: [
        { agencyId: await cast.idOf('agency', 'INDRAMAYU'), instruction: 'Verifikasi data warga Kecamatan Terisi.' },
        { agencyId: await cast.idOf('agency', 'INDRAMAYU.DISDUKCAPIL'), instruction: 'Pastikan NIK dan KK padan.' },
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
  }>('Lestari, Kementerian Sosial', cast.as('officer-kemensos'), AGENCY_QUEUE);
  expect(agencyQueue.nodes).toMatchObject([
    { instruction: 'Periksa kepesertaan KKS.', report: { reporterDisplay: '628231633xxxx' } },
  ]);
}
