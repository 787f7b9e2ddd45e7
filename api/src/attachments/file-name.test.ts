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

  it('of reporters are shown to nobody but them; those of agencies are', () => {
    const id = '0197a4a0-0000-7000-8000-0000deadbeef';
    const sent = { id, fileName: 'KTP Budi Santoso.jpg', mediaType: JPEG, followUpId: null, uploaderPersonId: 'budi' };
    expect(shownFileName(sent, 'budi')).toBe('KTP Budi Santoso.jpg');
    expect(shownFileName(sent, 'siti')).toBe('lampiran-deadbeef.jpg');
    expect(shownFileName(sent, null)).toBe(neutralFileName(id, JPEG));
    expect(shownFileName({ ...sent, uploaderPersonId: null }, null)).toBe('lampiran-deadbeef.jpg');
    expect(shownFileName({ ...sent, followUpId: 'x' }, null)).toBe('KTP Budi Santoso.jpg');
  });
});
