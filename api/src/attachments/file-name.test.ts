import { describe, expect, it } from 'vitest';
import { keptFileName, neutralFileName, shownFileName } from './file-name.ts';

const JPEG = 'image/jpeg';

describe('IDN-2 file names', () => {
  it.each([
    ['C:\\Users\\Budi\\foto jalan.JPG', 'foto jalan.jpg'],
    ['/home/budi/foto.jpg', 'foto.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['foto.php.png', 'foto.php.jpg'],
    ['evil\u202Egpj.exe', 'evilgpj.jpg'],
    ['a\r\nSet-Cookie: x.jpg', 'aSet-Cookie_ x.jpg'],
    ['..', 'lampiran.jpg'],
    ['.htaccess', 'lampiran.jpg'],
    ['   ', 'lampiran.jpg'],
    ['', 'lampiran.jpg'],
    ['<img src=x>.jpg', '_img src=x_.jpg'],
    ['jalan\u0000.jpg', 'jalan.jpg'],
    ['Laporan “jalan” – é.jpeg', 'Laporan “jalan” – é.jpg'],
  ])('keep of %j only %j', (sent, kept) => {
    expect(keptFileName(sent, JPEG)).toBe(kept);
  });

  it('have an end', () => {
    expect(keptFileName(`${'x'.repeat(5_000)}.jpg`, JPEG)).toHaveLength(124);
    expect(keptFileName(null, JPEG)).toBe('lampiran.jpg');
  });

  it('are shown to whoever may know them, and a neutral one to others', () => {
    const id = '0197a4a0-0000-7000-8000-0000deadbeef';
    expect(shownFileName({ id, mediaType: JPEG, knownName: 'KTP Budi Santoso.jpg' })).toBe('KTP Budi Santoso.jpg');
    expect(shownFileName({ id, mediaType: JPEG, knownName: null })).toBe('lampiran-deadbeef.jpg');
    expect(neutralFileName(id, JPEG)).toBe('lampiran-deadbeef.jpg');
  });
});
