import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { cameraPicture } from '../attachments.fixture.ts';
import { cleanImage } from './image.ts';

describe('INT-7 pictures', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('lose place, owner, XMP and profile as %s', async (format) => {
    const sent = await cameraPicture(format);
    const before = await sharp(sent).metadata();
    expect(before.exif?.includes('MARKED')).toBe(true);
    const { bytes, mediaType } = await cleanImage(sent, `image/${format}`);
    const after = await sharp(bytes).metadata();
    expect(mediaType).toBe(`image/${format}`);
    expect([after.exif, after.xmp, after.iptc, after.icc]).toEqual([undefined, undefined, undefined, undefined]);
    expect(bytes.includes('MARKED')).toBe(false);
  });

  it('are turned as the camera wanted before that is forgotten', async () => {
    const { bytes, thumbnail } = await cleanImage(await cameraPicture('jpeg', 640, 400), 'image/jpeg');
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 400, height: 640 });
    expect(await sharp(thumbnail).metadata()).toMatchObject({ width: 200, height: 320, format: 'webp' });
  });

  it('lose a script that hides behind them', async () => {
    const sent = Buffer.concat([await cameraPicture(), Buffer.from('<script>alert(1)</script>')]);
    expect((await cleanImage(sent, 'image/jpeg')).bytes.includes('<script>')).toBe(false);
  });

  it('are refused above fifty megapixels, before they are unpacked', async () => {
    const bomb = await sharp({ create: { width: 10_000, height: 5_001, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(cleanImage(bomb, 'image/png')).rejects.toMatchObject({ code: 'TOO_MANY_PIXELS' });
  });

  it('are refused when they are cut off or only begin like one', async () => {
    const whole = await cameraPicture();
    const cut = whole.subarray(0, whole.length - 400);
    await expect(cleanImage(cut, 'image/jpeg')).rejects.toMatchObject({ code: 'CORRUPT_FILE' });
    const fake = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('MZ this is a program')]);
    await expect(cleanImage(fake, 'image/jpeg')).rejects.toMatchObject({ code: 'CORRUPT_FILE' });
  });

  it('are refused when they are another format than was sniffed', async () => {
    await expect(cleanImage(await cameraPicture('png'), 'image/jpeg')).rejects.toMatchObject({ code: 'CORRUPT_FILE' });
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(cleanImage(drawing, 'image/png')).rejects.toMatchObject({ code: 'CORRUPT_FILE' });
  });

  it('are refused as HEIC where the library cannot read it', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')]);
    await expect(cleanImage(heic, 'image/heic')).rejects.toMatchObject({ code: 'HEIC_NOT_SUPPORTED' });
  });
});
