import { createHmac } from 'node:crypto';

/** 128 bits. */
const TOKEN_BYTES = 16;

/**
 * What proves that somebody without an account uploaded an attachment. It follows from the id and the server's secret, so
 * a repeated upload under one Idempotency-Key is answered alike without the token being stored anywhere.
 */
export function claimTokenOf(secret: string, attachmentId: string): string {
  return keyed(secret, 'attachment claim', attachmentId).subarray(0, TOKEN_BYTES).toString('base64url');
}

/** What is stored of a claim token. */
export function claimHash(secret: string, token: string): Buffer {
  return keyed(secret, 'attachment claim hash', token);
}

/** A fingerprint that says nothing to whoever does not have the secret. */
export function keyed(secret: string, purpose: string, text: string | Buffer): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\0`).update(text).digest();
}
