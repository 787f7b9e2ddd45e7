import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { normalisePhoneNumber } from '../people/phone-number.ts';
import { isBlank } from '../platform/graphql/checked-text.ts';
import { isStorable } from '../platform/graphql/storable-text.ts';
import type { InboundGateway } from './inbound.ts';

const Body = z.object({
  id: z.string().min(1).max(200),
  from: z.string().min(1).max(40),
  text: z
    .string()
    .trim()
    .min(1)
    .max(20_000)
    .refine((text) => isStorable(text) && !isBlank(text)),
});

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The SMS short code 1708 (INT-3): `POST /channels/sms {"id", "from", "text"}` with the gateway's bearer token. */
export function smsGateway(token: string): InboundGateway {
  const expected = digest(`Bearer ${token}`);
  return {
    path: 'sms',
    channel: 'SMS',
    trusts: (authorization) => timingSafeEqual(digest(authorization ?? ''), expected),
    read(body) {
      const parsed = Body.safeParse(body);
      const phone = parsed.success ? normalisePhoneNumber(parsed.data.from) : null;
      return parsed.success && phone ? { id: parsed.data.id, phone, text: parsed.data.text } : null;
    },
  };
}
