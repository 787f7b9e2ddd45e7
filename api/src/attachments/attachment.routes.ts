import { Router, type Request, type Response } from 'express';
import type { Viewer } from '../people/viewer.ts';
import { toGlobalId, uuidFrom } from '../platform/graphql/global-id.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { ObjectStorage } from '../platform/storage/storage.ts';
import type { MayRead, ReadableFile } from './attachment.access.ts';
import { UPLOAD_REFUSALS, UploadRefused } from './attachment.errors.ts';
import type { AttachmentRow } from './attachment.rows.ts';
import { deliver } from './delivery.ts';
import { shownFileName } from './file-name.ts';
import { receive } from './spool.ts';
import { UploadLimit } from './upload-limit.ts';
import type { Uploads } from './uploads.ts';

export interface AttachmentRouteDeps {
  readonly uploads: Uploads;
  readonly storage: ObjectStorage;
  readonly clock: Clock;
  /** UPLOAD_MAX_BYTES. */
  readonly maxBytes: number;
  /** ALLOWED_ORIGINS: a form on another site must not upload in a visitor's name. */
  readonly allowedOrigins: readonly string[];
  readonly viewerOf: (request: Request) => Promise<Viewer>;
  /** `mayReadUnderRowPolicies(pool)`. */
  readonly mayRead: MayRead;
  /** Told of surprises, which clients do not get to see. */
  readonly onError: (error: unknown, request: Request) => void;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** How long a sender may go on sending after the refusal, so that it gets to read it. */
const DRAIN_MS = 2_000;

/**
 * `POST /attachments`, `GET /attachments/:id`, `/attachments/:id/thumbnail` and `/attachments/:id/status`. Errors are
 * `{ error: { code, message } }`. Mount it before any body parser.
 */
export function attachmentRoutes(deps: AttachmentRouteDeps): Router {
  const limit = new UploadLimit(deps.clock);
  const router = Router();
  const answering = (handle: (request: Request, response: Response) => Promise<void>) => {
    return async (request: Request, response: Response): Promise<void> => {
      try {
        await handle(request, response);
      } catch (error) {
        refuse(deps, error, request, response);
      }
    };
  };
  router.post(
    '/attachments',
    answering((request, response) => take(deps, limit, request, response)),
  );
  router.get(
    '/attachments/:id',
    answering((request, response) => file(deps, request, response)),
  );
  router.get(
    '/attachments/:id/thumbnail',
    answering((request, response) => thumbnail(deps, request, response)),
  );
  router.get(
    '/attachments/:id/status',
    answering((request, response) => status(deps, request, response)),
  );
  return router;
}

async function take(
  deps: AttachmentRouteDeps,
  limit: UploadLimit,
  request: Request,
  response: Response,
): Promise<void> {
  const { origin } = request.headers;
  if (origin !== undefined && !deps.allowedOrigins.includes(origin)) throw new UploadRefused('ORIGIN_NOT_ALLOWED');
  const { personId } = await deps.viewerOf(request);
  limit.count(personId, request.ip ?? '');
  const key = request.header('idempotency-key') ?? null;
  if (key !== null && !UUID.test(key)) throw new UploadRefused('INVALID_IDEMPOTENCY_KEY');
  const { row, claimToken } = await deps.uploads.spool.lend(async (path) => {
    const sent = await receive(request, path, deps.maxBytes);
    return deps.uploads.take(sent, personId, key?.toLowerCase() ?? null);
  });
  response
    .status(201)
    .set('Cache-Control', 'no-store')
    .json({ ...told(row), claimToken });
}

async function file(deps: AttachmentRouteDeps, request: Request, response: Response): Promise<void> {
  const row = await readable(deps, await deps.viewerOf(request), request);
  const delivered =
    row !== null &&
    (await deliver(
      deps.storage,
      {
        key: row.storageKey,
        mediaType: row.mediaType,
        fileName: shownFileName(row),
        version: row.sha256.toString('base64url'),
        inline: row.kind !== 'DOCUMENT',
      },
      request,
      response,
    ));
  if (!delivered) notFound(response);
}

async function thumbnail(deps: AttachmentRouteDeps, request: Request, response: Response): Promise<void> {
  const row = await readable(deps, await deps.viewerOf(request), request);
  const delivered =
    row?.thumbnailKey != null &&
    (await deliver(
      deps.storage,
      {
        key: row.thumbnailKey,
        mediaType: 'image/webp',
        fileName: `lampiran-${row.id.slice(-8)}.webp`,
        version: `${row.sha256.toString('base64url')}.320`,
        inline: true,
      },
      request,
      response,
    ));
  if (!delivered) notFound(response);
}

/** For whoever uploaded: signed in as that person, or with the claim in the header X-Claim-Token. */
async function status(deps: AttachmentRouteDeps, request: Request, response: Response): Promise<void> {
  const id = attachmentIdOf(request);
  const row = id === null ? null : await deps.uploads.rows.find(id);
  const { personId } = await deps.viewerOf(request);
  const own = row !== null && personId !== null && row.uploaderPersonId === personId;
  const claimed = row !== null && deps.uploads.holdsClaim(row, request.header('x-claim-token') ?? '');
  if (!row || !(own || claimed)) return notFound(response);
  response.set('Cache-Control', 'no-store').json({ ...told(row), rejection: row.rejection });
}

function told(row: AttachmentRow): object {
  const { id, status: state, fileName, mediaType, byteSize } = row;
  return { id: toGlobalId('Attachment', id), status: state, fileName, mediaType, byteSize };
}

/** Null for unknown, invisible, unchecked and rejected alike (IDN-4). */
async function readable(
  deps: AttachmentRouteDeps,
  viewer: Viewer,
  request: Request,
): Promise<(AttachmentRow & ReadableFile) | null> {
  const id = attachmentIdOf(request);
  const file = id === null ? null : await deps.mayRead(viewer, id);
  const row = id === null || file === null ? null : await deps.uploads.rows.find(id);
  return row?.status === 'READY' ? { ...row, ...file! } : null;
}

function attachmentIdOf(request: Request): string | null {
  const { id } = request.params;
  return typeof id === 'string' ? uuidFrom(id, 'Attachment') : null;
}

function notFound(response: Response): void {
  response
    .status(404)
    .set('Cache-Control', 'no-store')
    .json({ error: { code: 'NOT_FOUND', message: 'Not found.' } });
}

function refuse(deps: AttachmentRouteDeps, error: unknown, request: Request, response: Response): void {
  if (!(error instanceof UploadRefused)) deps.onError(error, request);
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const known = error instanceof UploadRefused ? error : null;
  if (!request.complete) letTheSenderListen(request, response);
  response
    .status(known ? UPLOAD_REFUSALS[known.code].status : 500)
    .set('Cache-Control', 'no-store')
    .json({ error: { code: known?.code ?? 'INTERNAL', message: known?.message ?? 'Something went wrong.' } });
}

/** Most senders read the answer only when they are done sending; so what is left is read and thrown away, for a while. */
function letTheSenderListen(request: Request, response: Response): void {
  response.set('Connection', 'close');
  request.unpipe();
  request.resume();
  const patience = setTimeout(() => request.destroy(), DRAIN_MS);
  request.once('close', () => clearTimeout(patience));
}
