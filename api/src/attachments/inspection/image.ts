import sharp, { type Sharp } from 'sharp';
import { UploadRefused } from '../attachment.errors.ts';

/** 50 megapixels: more than a phone takes, and at four bytes each still only 200 MB while it is open. */
export const MOST_PIXELS = 50_000_000;
const LONGEST_SECONDS = 20;
const THUMBNAIL_PIXELS = 320;

export type ImageMediaType = 'image/jpeg' | 'image/png' | 'image/webp';

export interface CleanImage {
  readonly bytes: Buffer;
  readonly mediaType: ImageMediaType;
  /** WebP, at most 320 px either way. */
  readonly thumbnail: Buffer;
}

/**
 * The picture, drawn anew: turned as its camera wanted, without EXIF, XMP, colour profile, place, owner, comments or
 * bytes behind the end. Only what is visible survives, so a file that is also a script is only a picture afterwards.
 */
export async function cleanImage(source: string | Buffer, sniffed: string): Promise<CleanImage> {
  await refuseWhatIsNoPicture(source, sniffed);
  try {
    const mediaType = sniffed === 'image/heic' ? 'image/jpeg' : (sniffed as ImageMediaType);
    const picture = open(source).autoOrient();
    const bytes = await encoded(picture, mediaType).toBuffer();
    const thumbnail = await open(bytes)
      .resize({ width: THUMBNAIL_PIXELS, height: THUMBNAIL_PIXELS, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer();
    return { bytes, mediaType, thumbnail };
  } catch {
    throw new UploadRefused(sniffed === 'image/heic' ? 'HEIC_NOT_SUPPORTED' : 'CORRUPT_FILE');
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heif',
};

async function refuseWhatIsNoPicture(source: string | Buffer, sniffed: string): Promise<void> {
  const unreadable = sniffed === 'image/heic' ? 'HEIC_NOT_SUPPORTED' : 'CORRUPT_FILE';
  const facts = await sharp(source, { limitInputPixels: false, failOn: 'error' })
    .metadata()
    .catch(() => {
      throw new UploadRefused(unreadable);
    });
  // The library may recognise more than we sniffed for; only what we meant to open is opened.
  if (facts.format !== FORMATS[sniffed]) throw new UploadRefused(unreadable);
  if (facts.width * facts.height > MOST_PIXELS) throw new UploadRefused('TOO_MANY_PIXELS');
}

function open(source: string | Buffer): Sharp {
  return sharp(source, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).timeout({ seconds: LONGEST_SECONDS });
}

function encoded(picture: Sharp, mediaType: ImageMediaType): Sharp {
  if (mediaType === 'image/jpeg') return picture.jpeg({ quality: 85 });
  return mediaType === 'image/png' ? picture.png() : picture.webp({ quality: 85 });
}
