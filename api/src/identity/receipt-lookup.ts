import type { Pool } from 'pg';
import { asSystem } from '../platform/database/system-transaction.ts';
import type { Receipts } from './receipt.ts';

/** Compared with when there is no such report, so that an unknown tracking ID takes as long as a wrong receipt. */
const NO_RECEIPT = Buffer.alloc(32);

/** Finds the report that a receipt opens, or null alike for an unknown tracking ID and a wrong secret (INT-4, IDN-4). */
export function receiptLookup(pool: Pool, receipts: Receipts) {
  return async (trackingId: string, secret: string): Promise<string | null> => {
    const row = await asSystem(pool, async (client) => {
      const { rows } = await client.query<{ reportId: string; hash: Buffer }>(
        `select c.report_id as "reportId", c.hash from report r join report_receipt c on c.report_id = r.id
         where r.tracking_id = $1`,
        [trackingId],
      );
      return rows[0];
    });
    const matches = receipts.matches(secret, row?.hash ?? NO_RECEIPT);
    return row && matches ? row.reportId : null;
  };
}
