import { Transform } from 'node:stream';
import { LengthMismatch } from './storage.errors.ts';

/** Passes bytes through and fails unless exactly `announced` of them went by. */
export function exactLength(announced: number): Transform {
  let delivered = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      delivered += chunk.length;
      if (delivered > announced) done(new LengthMismatch(announced, delivered));
      else done(null, chunk);
    },
    flush(done) {
      done(delivered === announced ? null : new LengthMismatch(announced, delivered));
    },
  });
}
