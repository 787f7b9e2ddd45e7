import { randomBytes } from 'node:crypto';

/** Films made by hand: the boxes of MP4 and the elements of WebM, with what phones and drones write into them. */

export function box(type: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const header = Buffer.alloc(8);
  header.writeUInt32BE(body.length + 8);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}

export function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
}

/** A track with one chunk of one sample. */
export function track(handler: string, sampleAt: number, sampleSize: number, ...more: Buffer[]): Buffer {
  const table = box(
    'stbl',
    box('stsd', numbers(0, 0)),
    box('stsc', numbers(0, 1, 1, 1, 1)),
    box('stsz', numbers(0, 0, 1, sampleSize)),
    box('stco', numbers(0, 1, sampleAt)),
  );
  const media = box(
    'mdia',
    box('mdhd', numbers(0)),
    box('hdlr', numbers(0, 0), handler, numbers(0, 0, 0)),
    box('minf', table),
  );
  return box('trak', box('tkhd', numbers(0)), media, ...more);
}

export const PICTURE_BYTES = Buffer.from('the picture itself');
export const POSITION_BYTES = Buffer.from('MARKED -6.2088,106.8456');

/** A phone's film: place in `udta`, owner in `meta`, a track of positions, XMP behind it. */
export function phoneFilm(options: { brand?: string; positions?: string; tail?: Buffer } = {}): Buffer {
  const start = box('ftyp', options.brand ?? 'isom', numbers(0), 'isommp42');
  const media = box('mdat', PICTURE_BYTES, POSITION_BYTES);
  const pictureAt = start.length + 8;
  const index = box(
    'moov',
    box('mvhd', numbers(0)),
    track('vide', pictureAt, PICTURE_BYTES.length, box('udta', box('name', 'MARKED track'))),
    ...(options.positions ? [track(options.positions, pictureAt + PICTURE_BYTES.length, POSITION_BYTES.length)] : []),
    box('udta', box('\u00a9xyz', 'MARKED -06.2088+106.8456/')),
    box('meta', 'MARKED com.apple.quicktime.author'),
  );
  return Buffer.concat([
    start,
    media,
    index,
    box('uuid', randomBytes(16), 'MARKED xmp'),
    options.tail ?? Buffer.alloc(0),
  ]);
}

/** An EBML element with an eight-byte length, or of unknown length. */
export function element(id: string, content: Buffer | string, unknown = false): Buffer {
  const body = Buffer.from(content);
  const size = Buffer.alloc(8, 0xff);
  size[0] = 0x01;
  if (!unknown) size.writeUIntBE(body.length, 2, 6);
  if (!unknown) size[1] = 0;
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}

const short = (id: string, content: string): Buffer =>
  Buffer.concat([Buffer.from(id, 'hex'), Buffer.from([0x80 | content.length]), Buffer.from(content)]);

/** A recording; `live` as browsers make it, with lengths nobody went back to fill in. */
export function webmFilm(live = false): Buffer {
  const head = element('1a45dfa3', short('4282', 'webm'));
  const info = element('1549a966', Buffer.concat([short('7ba9', 'MARKED title'), short('4d80', 'muxer')]));
  const cluster = element('1f43b675', Buffer.concat([short('e7', '\0'), short('a3', 'picture')]), live);
  const tags = element('1254c367', 'MARKED LOCATION');
  const files = element('1941a469', 'MARKED attachment');
  return Buffer.concat([head, element('18538067', Buffer.concat([info, cluster, cluster, tags, files]), live)]);
}
