/** Why an upload is not taken, or a file not shown. The codes are part of the interface; clients translate them. */
export const UPLOAD_REFUSALS = {
  TOO_LARGE: { status: 413, says: 'The file is larger than this server takes.' },
  EMPTY_FILE: { status: 422, says: 'The file is empty.' },
  NO_FILE: { status: 400, says: 'The request carries no file.' },
  MORE_THAN_ONE_FILE: { status: 400, says: 'Send one file per request.' },
  UPLOAD_BROKEN_OFF: { status: 400, says: 'The upload ended before the file did.' },
  UNAUTHENTICATED: { status: 401, says: 'The credential is not accepted. Sign in again, or leave it out.' },
  ORIGIN_NOT_ALLOWED: { status: 403, says: 'Uploads from this origin are not taken.' },
  TOO_MANY_UPLOADS: { status: 429, says: 'Too many uploads in an hour. Try again later.' },
  INVALID_IDEMPOTENCY_KEY: { status: 400, says: 'An Idempotency-Key is a UUID.' },
  IDEMPOTENCY_KEY_REUSED: { status: 409, says: 'This Idempotency-Key was used for something else.' },
  TYPE_NOT_ALLOWED: { status: 415, says: 'Files of this type are not taken.' },
  HEIC_NOT_SUPPORTED: { status: 415, says: 'This server cannot read HEIC pictures. Send the picture as JPEG.' },
  CORRUPT_FILE: { status: 422, says: 'The file cannot be read.' },
  TOO_MANY_PIXELS: { status: 422, says: 'The picture has too many pixels.' },
  ZIP_BOMB: { status: 422, says: 'The document unpacks to far more than a document should.' },
  ENCRYPTED_DOCUMENT: { status: 422, says: 'The document is protected by a password and cannot be checked.' },
  ACTIVE_CONTENT: {
    status: 422,
    says: 'The document contains programs, embedded files or links that act by themselves.',
  },
  POLYGLOT: { status: 422, says: 'The file is two files in one.' },
  METADATA_NOT_REMOVABLE: { status: 422, says: 'Hidden personal data in the file cannot be removed.' },
  LOST: { status: 422, says: 'The upload did not arrive completely. Send it again.' },
  EXPIRED: { status: 410, says: 'The upload was not used in time.' },
} as const;

export type UploadRefusalCode = keyof typeof UPLOAD_REFUSALS;

/** An expected refusal of an upload; everything else that is thrown is a surprise. */
export class UploadRefused extends Error {
  constructor(readonly code: UploadRefusalCode) {
    super(UPLOAD_REFUSALS[code].says);
    this.name = 'UploadRefused';
  }
}

/** Why uploads cannot become part of a report. */
export type AttachRefusalCode =
  | 'TOO_MANY_ATTACHMENTS'
  | 'ATTACHMENT_REJECTED'
  | 'ATTACHMENT_ALREADY_USED'
  /** Unknown or somebody else's, which look alike. */
  | 'ATTACHMENT_NOT_AVAILABLE';

/** Thrown inside a command's transaction, so that nothing of the command remains. */
export class AttachRefused extends Error {
  constructor(
    readonly code: AttachRefusalCode,
    readonly attachmentIds: readonly string[],
    /** All that were to be attached, in the order in which they were named. */
    readonly asked: readonly string[] = attachmentIds,
  ) {
    super(`${code}: ${attachmentIds.join(', ')}`);
    this.name = 'AttachRefused';
  }
}
