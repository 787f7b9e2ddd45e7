import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import sharp from 'sharp';
import { testDatabase, type TestDatabase } from '../../test/database/test-database.ts';
import { personViewer, PUBLIC_VIEWER, receiptViewer, type Role, type Viewer } from '../people/viewer.ts';
import { MovableClock } from '../platform/clock/clock.ts';
import { uuidFrom } from '../platform/graphql/global-id.ts';
import { DiskStorage } from '../platform/storage/disk.storage.ts';
import { mayReadUnderRowPolicies } from './attachment.access.ts';
import { attachmentRoutes } from './attachment.routes.ts';
import { Uploads } from './uploads.ts';

export const SECRET = 'a secret of the tests, long enough to be one';
export const MAX_BYTES = 2_000_000;
export const ORIGIN = 'https://console.tuntas.example';

/** What an upload was answered with. */
export interface Taken {
  id: string;
  uuid: string;
  claimToken: string | null;
  status: string;
  fileName: string;
  mediaType: string;
  byteSize: number;
}

export interface Refused {
  error: { code: string; message: string };
}

/** The upload endpoint on a real port, with a real database and a real disk behind it. */
export class AttachmentHouse {
  readonly errors: unknown[] = [];
  private readonly viewers = new Map<string, Viewer>([['public', PUBLIC_VIEWER]]);

  private constructor(
    readonly database: TestDatabase,
    readonly directory: string,
    readonly storage: DiskStorage,
    readonly clock: MovableClock,
  ) {}

  uploads!: Uploads;
  url!: string;
  private server!: Server;

  static async open(): Promise<AttachmentHouse> {
    const directory = await mkdtemp(join(tmpdir(), 'tuntas-attachments-'));
    const storage = new DiskStorage(join(directory, 'attachments'));
    const clock = new MovableClock(new Date());
    const house = new AttachmentHouse(await testDatabase(), directory, storage, clock);
    house.uploads = house.newUploads();
    const app = express();
    app.use(
      attachmentRoutes({
        uploads: house.uploads,
        storage,
        clock,
        maxBytes: MAX_BYTES,
        allowedOrigins: [ORIGIN],
        viewerOf: async (request) => house.viewers.get(request.header('x-viewer') ?? 'public') ?? PUBLIC_VIEWER,
        mayRead: mayReadUnderRowPolicies(house.database.pool),
        onError: (error) => house.errors.push(error),
      }),
    );
    house.server = app.listen(0, '127.0.0.1');
    await once(house.server, 'listening');
    house.url = `http://127.0.0.1:${(house.server.address() as AddressInfo).port}`;
    return house;
  }

  /** Another process on the same database and disk. */
  newUploads(storage = this.storage): Uploads {
    return new Uploads({
      pool: this.database.pool,
      storage,
      clock: this.clock,
      secret: SECRET,
      spoolDirectory: join(this.directory, 'spool'),
      onError: (error) => this.errors.push(error),
    });
  }

  /** Call it when the file's tests are done. */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await this.uploads.close();
    await this.database.drop();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Somebody new who can sign in; the answer is what goes into the header x-viewer, which is their id. */
  async person(role: Role = 'CITIZEN', agencyId: string | null = null): Promise<string> {
    const id = randomUUID();
    await this.database.ownerPool.query(
      `insert into person (id, display_name, role, agency_id, created_at) values ($1, 'Seseorang', $2, $3, now())`,
      [id, role, agencyId],
    );
    this.viewers.set(id, personViewer(id, role, agencyId));
    return id;
  }

  /** The bearer of a report's receipt, as a value for x-viewer. */
  receiptOf(reportId: string): string {
    this.viewers.set(`receipt ${reportId}`, receiptViewer(reportId));
    return `receipt ${reportId}`;
  }

  /** A report as far as attachments care. */
  async report(given: { published?: boolean; confidential?: boolean } = {}): Promise<string> {
    const id = randomUUID();
    await this.database.ownerPool.query(
      `insert into report (id, tracking_id, kind, channel, title, body, status, received_at, published_at, confidential)
       values ($1, lpad((random() * 9999999999)::bigint::text, 10, '0'), 'COMPLAINT', 'WEB', 'Jalan rusak', 'Berlubang',
               'RECEIVED', now(), $2, $3)`,
      [id, given.published === false ? null : new Date(), given.confidential ?? false],
    );
    return id;
  }

  /** Makes an upload part of a report past all rules. */
  async place(uuid: string, reportId: string): Promise<void> {
    await this.database.ownerPool.query('update attachment set report_id = $2, attached_at = now() where id = $1', [
      uuid,
      reportId,
    ]);
  }

  async row(uuid: string): Promise<Record<string, unknown>> {
    const { rows } = await this.database.ownerPool.query('select * from attachment where id = $1', [uuid]);
    return rows[0] as Record<string, unknown>;
  }

  async count(): Promise<number> {
    const { rows } = await this.database.ownerPool.query('select count(*)::int as count from attachment');
    return (rows[0] as { count: number }).count;
  }

  post(body: Uint8Array | FormData | ReadableStream, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}/attachments`, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
  }

  async upload(body: Buffer, headers: Record<string, string> = {}): Promise<Taken> {
    const response = await this.post(new Uint8Array(body), headers);
    const answer = (await response.json()) as Taken & Partial<Refused>;
    if (response.status !== 201) throw new Error(`refused with ${response.status} ${answer.error?.code}`);
    return { ...answer, uuid: uuidFrom(answer.id, 'Attachment') ?? '' };
  }

  async refusal(body: Buffer, headers: Record<string, string> = {}): Promise<[number, string]> {
    const response = await this.post(new Uint8Array(body), headers);
    return [response.status, ((await response.json()) as Refused).error?.code];
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers });
  }

  /** Every file below the house, spool and store alike. */
  async files(): Promise<string[]> {
    const found = await readdir(this.directory, { recursive: true, withFileTypes: true });
    return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
  }
}

/** A camera's picture: with owner, place and a turned sensor. */
export function cameraPicture(format: 'jpeg' | 'png' | 'webp' = 'jpeg', width = 640, height = 400): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } })
    .withExif({
      IFD0: { Artist: 'MARKED Budi Santoso', Copyright: 'MARKED-OWNER' },
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '6/1 12/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '106/1 49/1 0/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>MARKED-XMP</creator></x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .toFormat(format)
    .toBuffer();
}
