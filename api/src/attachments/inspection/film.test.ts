import { fileTypeFromBuffer } from 'file-type';
import { describe, expect, it } from 'vitest';
import { edited, fromBuffer } from './file-edits.ts';
import { box, numbers, phoneFilm, PICTURE_BYTES, track, webmFilm } from './film.fixture.ts';
import { mp4Redactions } from './mp4.ts';
import { webmRedactions } from './webm.ts';

async function redactedMp4(film: Buffer): Promise<Buffer> {
  return edited(film, await mp4Redactions(fromBuffer(film)));
}

async function redactedWebm(film: Buffer): Promise<Buffer> {
  return edited(film, await webmRedactions(fromBuffer(film)));
}

describe('IDN-2 films in MP4 and QuickTime', () => {
  it('lose place, owner and vendor boxes and keep picture and length', async () => {
    const film = phoneFilm();
    const clean = await redactedMp4(film);
    expect(film.includes('MARKED')).toBe(true);
    expect(clean.includes(PICTURE_BYTES)).toBe(true);
    expect(clean.length).toBe(film.length);
    expect(clean.toString('latin1').replace('MARKED -6.2088,106.8456', '')).not.toContain('MARKED');
    expect((await fileTypeFromBuffer(clean))?.mime).toBe('video/mp4');
  });

  it.each(['meta', 'camm', 'text', 'sbtl'])(
    'lose the samples of a track of kind %s, where positions are kept',
    async (kind) => {
      const clean = await redactedMp4(phoneFilm({ positions: kind }));
      expect(clean.toString('latin1')).not.toContain('MARKED');
      expect(clean.includes(PICTURE_BYTES)).toBe(true);
    },
  );

  it('stay as they are when redacted again', async () => {
    const once = await redactedMp4(phoneFilm({ positions: 'meta' }));
    expect((await redactedMp4(once)).equals(once)).toBe(true);
  });

  it('lose metadata in fragments as well', async () => {
    const fragment = box(
      'moof',
      box('mfhd', numbers(0)),
      box('traf', box('tfhd', numbers(0)), box('udta', 'MARKED frag')),
    );
    const clean = await redactedMp4(phoneFilm({ tail: fragment }));
    expect(clean.includes('MARKED frag')).toBe(false);
    expect(clean.includes('traf')).toBe(true);
  });

  it('lose a box with a 64-bit length and one that runs to the end', async () => {
    const long = Buffer.concat([numbers(1), Buffer.from('uuid'), numbers(0, 16 + 11), Buffer.from('MARKED long')]);
    const endless = Buffer.concat([numbers(0), Buffer.from('uuid'), Buffer.from('MARKED endless')]);
    const film = phoneFilm({ tail: Buffer.concat([long, endless]) });
    const clean = await redactedMp4(film);
    expect(clean.includes('MARKED long')).toBe(false);
    expect(clean.includes('MARKED endless')).toBe(false);
  });

  it('are refused when positions lie in fragments', async () => {
    const film = phoneFilm({ positions: 'meta', tail: box('moof', box('mfhd', numbers(0))) });
    await expect(redactedMp4(film)).rejects.toMatchObject({ code: 'METADATA_NOT_REMOVABLE' });
  });

  it('are refused when the index points outside the film', async () => {
    const start = box('ftyp', 'isom', numbers(0));
    const film = Buffer.concat([
      start,
      box('mdat', PICTURE_BYTES),
      box('moov', track('vide', start.length + 8, 3), track('meta', 4_000_000, 20)),
    ]);
    await expect(redactedMp4(film)).rejects.toMatchObject({ code: 'CORRUPT_FILE' });
  });

  it.each([
    ['no index', box('ftyp', 'isom', numbers(0))],
    ['no picture', Buffer.concat([box('ftyp', 'isom', numbers(0)), box('moov', track('soun', 0, 0))])],
    [
      'a box longer than the file',
      Buffer.concat([box('ftyp', 'isom', numbers(0)), numbers(9999), Buffer.from('moov')]),
    ],
    ['something else in front', Buffer.concat([box('free', '<html>'), phoneFilm()])],
  ])('are refused with %s', async (_what, film) => {
    await expect(redactedMp4(film)).rejects.toMatchObject({ code: 'CORRUPT_FILE' });
  });

  it('never make the reader fail otherwise, wherever they are cut or damaged', async () => {
    const film = phoneFilm({ positions: 'meta' });
    for (let at = 0; at < film.length; at += 1) {
      const damaged = Buffer.from(film);
      damaged[at] = 0xff;
      for (const broken of [film.subarray(0, at), damaged]) {
        await redactedMp4(broken).catch((error: unknown) => expect(error).toHaveProperty('code'));
      }
    }
  });
});

describe.each([
  ['with lengths', false],
  ['as browsers record', true],
])('IDN-2 films in WebM %s', (_name, live) => {
  it('lose title, tags and attached files and keep picture and length', async () => {
    const film = webmFilm(live);
    const clean = await redactedWebm(film);
    expect(film.includes('MARKED')).toBe(true);
    expect(clean.includes('MARKED')).toBe(false);
    expect(clean.includes('picture')).toBe(true);
    expect(clean.length).toBe(film.length);
    expect((await redactedWebm(clean)).equals(clean)).toBe(true);
  });

  it('never make the reader fail otherwise, wherever they are cut or damaged', async () => {
    const film = webmFilm(live);
    for (let at = 0; at < film.length; at += 1) {
      const damaged = Buffer.from(film);
      damaged[at] = 0xff;
      for (const broken of [film.subarray(0, at), damaged]) {
        await redactedWebm(broken).catch((error: unknown) => expect(error).toHaveProperty('code'));
      }
    }
  });
});

describe('INT-7 WebM', () => {
  it('refuses bytes behind the film', async () => {
    const film = Buffer.concat([webmFilm(), Buffer.from('<script>')]);
    await expect(redactedWebm(film)).rejects.toMatchObject({ code: 'POLYGLOT' });
  });
});
