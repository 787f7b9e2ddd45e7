import type { Clock } from '../platform/clock/clock.ts';
import { UploadRefused } from './attachment.errors.ts';

const HOUR_MS = 3_600_000;
const MOST_UPLOADERS = 50_000;

/** Uploads taken in an hour. Mobile networks put many people behind one address, so that number is not small. */
export const UPLOADS_PER_HOUR = { person: 200, address: 120 } as const;

/**
 * Counts uploads per uploader over the last hour, in this process: with several replicas the limit holds for each. It is
 * there against carelessness and cheap floods; a proxy in front guards against more.
 */
export class UploadLimit {
  private readonly uploads = new Map<string, number[]>();

  constructor(private readonly clock: Clock) {}

  /** Counts one upload of a person, or of an address when nobody is signed in; throws TOO_MANY_UPLOADS. */
  count(personId: string | null, address: string): void {
    const uploader = personId ?? networkOf(address);
    const most = personId ? UPLOADS_PER_HOUR.person : UPLOADS_PER_HOUR.address;
    const now = this.clock.now().getTime();
    const recent = (this.uploads.get(uploader) ?? []).filter((instant) => instant > now - HOUR_MS);
    if (recent.length >= most) throw new UploadRefused('TOO_MANY_UPLOADS');
    // Deleted first, so that the map stays in the order of last use and its head can be forgotten.
    this.uploads.delete(uploader);
    this.uploads.set(uploader, [...recent, now]);
    const [oldest] = this.uploads.keys();
    if (this.uploads.size > MOST_UPLOADERS && oldest !== undefined) this.uploads.delete(oldest);
  }
}

/** A household has a whole /64 of IPv6 addresses. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = address.includes('::') ? 8 - groups.length - tail.split(':').filter(Boolean).length : 0;
  return [...groups, ...Array<string>(Math.max(missing, 0)).fill('0'), ...tail.split(':').filter(Boolean)]
    .slice(0, 4)
    .join(':');
}
