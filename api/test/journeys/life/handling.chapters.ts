import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Cast, Tracked } from './cast.ts';
import type { Follower } from './followers.ts';
import { LEGS, onReport, TRACK } from './operations.ts';
import type { ThreeReports } from './verification.chapters.ts';

const DADANG = 'Dadang, Dinas Perhubungan Jawa Barat';
const LESTARI = 'Lestari, Kementerian Sosial';
const KARTINI = 'Kartini, Disdukcapil Indramayu';

/** First responses. */
export async function firstResponses(cast: Cast, { kks, pju, mamanHears }: ThreeReports): Promise<void> {
  const { story, tuntas } = cast;
  story.heading('Wednesday 25 March, after Lebaran: agencies answer');
  await tuntas.advanceTo('2026-03-25T09:00:00+07:00');
  await cast.answer(DADANG, 'officer-jabar-dishub', pju.trackingId, 'Survei lokasi dijadwalkan minggu ini.');
  await cast.answer(LESTARI, 'officer-kemensos', kks.trackingId, 'Data kepesertaan sedang kami periksa.');
  await mamanHears.hears('DISPOSITION_RESPONDED');
}

/** Resolutions: a report waits for the last required agency. */
export async function resolutions(cast: Cast, { kks, ktp, pju }: ThreeReports): Promise<void> {
  const { story, tuntas } = cast;
  story.heading('Thursday 26 and Friday 27 March: resolutions');
  await tuntas.advanceTo('2026-03-26T09:00:00+07:00');
  story.tell('The report is not done while a required agency is: it waits for the last of the three.');
  const first = await cast.answer(
    LESTARI,
    'officer-kemensos',
    kks.trackingId,
    'KKS akan dicetak ulang dan dibagikan bulan April.',
    'Surat Dinas Sosial 460/112.',
  );
  expect(first.status).toBe('IN_PROGRESS');
  await cast.answer(
    KARTINI,
    'officer-indramayu-disdukcapil',
    kks.trackingId,
    'NIK dan KK sudah padan.',
    'Hasil pemadanan.',
  );
  await cast.answer(
    DADANG,
    'officer-jabar-dishub',
    pju.trackingId,
    'PJU terpasang di 12 titik.',
    'Foto pemasangan, BA 26/3.',
  );
  await tuntas.advanceTo('2026-03-27T09:00:00+07:00');
  const last = await cast.answer(
    'Tarsono, Pemkab Indramayu',
    'officer-indramayu',
    kks.trackingId,
    'Data warga sudah diverifikasi.',
    'Berita acara kelurahan.',
  );
  expect(last.status).toBe('AWAITING_FEEDBACK');
  await cast.answer(KARTINI, 'officer-indramayu-disdukcapil', ktp.trackingId, 'Blangko dikirim pekan depan.');
}

/** A reporter disputes what was done. */
export async function dispute(cast: Cast, { ktp, pju }: ThreeReports, jabarHears: Follower): Promise<void> {
  const { story, tuntas } = cast;
  const maman = cast.as('citizen-maman');
  story.heading('Monday 30 March: Maman is not satisfied');
  await tuntas.advanceTo('2026-03-30T09:00:00+07:00');
  const pjuNow = await cast.read(maman, pju.trackingId);
  const disputed = await story.ask<{ disputeResolution: { report: { status: string; statusLine: string } } }>(
    'Maman Riyanto',
    maman,
    onReport('disputeResolution', 'DisputeResolutionInput'),
    {
      input: {
        reportId: pju.id,
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
  await cast.answer(
    KARTINI,
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
}

/** Two reporters are satisfied. */
export async function confirmations(cast: Cast, { kks, pju, mamanHears }: ThreeReports): Promise<void> {
  const { story, tuntas } = cast;
  const maman = cast.as('citizen-maman');
  story.heading('Monday 6 to Wednesday 8 April: two reporters close their reports');
  await tuntas.advanceTo('2026-04-06T09:00:00+07:00');
  await cast.answer(
    DADANG,
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
  for (const [who, as, { id, trackingId }, rating] of [
    ['Maman Riyanto', maman, pju, 5],
    ['the reporter of <KKS>', kks.receipt, kks, 4],
  ] as const) {
    const { report } = await cast.read(as, trackingId);
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
}

/** Nobody answers, and the clock closes the third. */
export async function silence(cast: Cast, { ktp }: ThreeReports): Promise<void> {
  const { story, tuntas } = cast;
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
}
