import { join } from 'node:path';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { mayReadUnderRowPolicies } from './attachments/attachment.access.ts';
import { UploadRefused } from './attachments/attachment.errors.ts';
import { attachmentRoutes } from './attachments/attachment.routes.ts';
import { Uploads } from './attachments/uploads.ts';
import type { Feature, Foundation } from './feature.ts';
import type { SignIn } from './people/sign-in.ts';
import type { Viewer } from './people/viewer.ts';
import { openStorage } from './platform/storage/storage.ts';

/** Uploads and downloads (INT-7). */
export function attachmentsFeature(
  { config, clock, log, pool }: Foundation,
  signIn: SignIn,
): Feature & { uploads: Uploads } {
  const storage = openStorage(config);
  const uploads = new Uploads({
    pool,
    storage,
    clock,
    secret: config.SECRET,
    spoolDirectory: join(config.DATA_DIR, 'uploads'),
    onError: (error, attachmentId) => log.error({ err: error, attachmentId }, 'attachment check failed'),
  });
  return {
    name: 'attachments',
    uploads,
    mount(app) {
      app.use(
        attachmentRoutes({
          uploads,
          storage,
          clock,
          maxBytes: config.UPLOAD_MAX_BYTES,
          allowedOrigins: config.ALLOWED_ORIGINS,
          viewerOf: (request) => acceptedViewer(signIn, request),
          mayRead: mayReadUnderRowPolicies(pool),
          onError: (error) => log.error({ err: error }, 'attachment request failed'),
        }),
      );
    },
    async stop() {
      await uploads.close();
      await storage.close();
    },
  };
}

/** Whoever shows a credential that is not accepted thinks they are signed in: their file would belong to nobody. */
async function acceptedViewer(signIn: SignIn, request: Request): Promise<Viewer> {
  const { viewer, reason } = await signIn.viewerOf(fromNodeHeaders(request.headers));
  if (reason !== null) throw new UploadRefused('UNAUTHENTICATED');
  return viewer;
}
