const START = 0xd8;
const SCAN = 0xda;
/** EXIF and XMP, IPTC, vendors' data, comments; not JFIF (0), colour (2) and Adobe's colour transform (14), which change the picture. */
const PERSONAL = new Set([0xe1, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xec, 0xed, 0xef, 0xfe]);

/** Zeros over place, camera and owner of a JPEG that has to keep its length, as within a PDF. Other bytes are left alone. */
export function blankJpegSegments(bytes: Buffer): void {
  if (bytes[0] !== 0xff || bytes[1] !== START) return;
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? SCAN;
    if (marker === SCAN) return;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (PERSONAL.has(marker)) bytes.fill(0, at + 4, Math.min(end, bytes.length));
    at = end;
  }
}
