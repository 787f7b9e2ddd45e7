import { copyFile, open, readFile, stat, writeFile } from 'node:fs/promises';
import { UploadRefused } from '../attachment.errors.ts';
import { applyEdits, fromFile, type Edit, type RandomAccess } from './file-edits.ts';
import { cleanImage } from './image.ts';
import { mp4Redactions } from './mp4.ts';
import { cleanOfficeDocument, DOCX, XLSX } from './office.ts';
import { cleanPdf } from './pdf.ts';
import { webmRedactions } from './webm.ts';

/** A PDF is read whole. */
const LONGEST_PDF = 50 * 1024 * 1024;

export interface CleanFile {
  readonly mediaType: string;
  readonly thumbnail: Buffer | null;
}

/**
 * Checks the file at `source` and writes to `target` (which must not exist) what may be kept of it.
 * Throws `UploadRefused` with the reason when nothing may.
 */
export async function cleanFile(source: string, target: string, sniffed: string): Promise<CleanFile> {
  switch (sniffed) {
    case 'video/mp4':
    case 'video/quicktime':
      return redacted(source, target, sniffed, mp4Redactions);
    case 'video/webm':
      return redacted(source, target, sniffed, webmRedactions);
    case DOCX:
    case XLSX:
      return { mediaType: await cleanOfficeDocument(source, target), thumbnail: null };
    case 'application/pdf': {
      if ((await stat(source)).size > LONGEST_PDF) throw new UploadRefused('TOO_LARGE');
      await writeFile(target, cleanPdf(await readFile(source)), { flag: 'wx', mode: 0o600 });
      return { mediaType: sniffed, thumbnail: null };
    }
    default: {
      const { bytes, mediaType, thumbnail } = await cleanImage(source, sniffed);
      await writeFile(target, bytes, { flag: 'wx', mode: 0o600 });
      return { mediaType, thumbnail };
    }
  }
}

async function redacted(
  source: string,
  target: string,
  mediaType: string,
  redactions: (film: RandomAccess) => Promise<Edit[]>,
): Promise<CleanFile> {
  await copyFile(source, target);
  const film = await open(target, 'r+');
  try {
    await applyEdits(film, await redactions(await fromFile(film)));
  } finally {
    await film.close();
  }
  return { mediaType, thumbnail: null };
}
