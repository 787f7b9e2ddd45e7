const LONGEST = 120;

/** The extension a stored file carries, whatever it was called when it was sent. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

/**
 * The name a file is kept under: folders, control and direction-changing characters gone, one extension, which says what the
 * file is. "C:\Users\Budi\foto.php.jpg" becomes "foto.php.jpg" and, when it is a PNG, "foto.php.png".
 */
export function keptFileName(sent: string | null, mediaType: string): string {
  const base = (sent ?? '').normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const visible = base
    // Control, format (direction overrides), private and unassigned characters; then what shells and file systems dislike.
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*;%$&`'{}]/g, '_')
    .replace(/\s+/g, ' ');
  const stem = visible.replace(/\.[^.]{0,10}$/u, '').replace(/^[\s.]+|[\s.]+$/g, '');
  return `${[...stem].slice(0, LONGEST).join('') || 'lampiran'}.${extensionOf(mediaType)}`;
}

/** A name that tells nothing of whoever sent the file (IDN-2): people call pictures of their identity card by their name. */
export function neutralFileName(attachmentId: string, mediaType: string): string {
  return `lampiran-${attachmentId.slice(-8)}.${extensionOf(mediaType)}`;
}

/** The name to show: the one the file was sent under where the viewer may know it (`KNOWN_NAME`), else a neutral one. */
export function shownFileName(file: { id: string; mediaType: string; knownName: string | null }): string {
  return file.knownName ?? neutralFileName(file.id, file.mediaType);
}

function extensionOf(mediaType: string): string {
  return EXTENSIONS[mediaType] ?? 'bin';
}
