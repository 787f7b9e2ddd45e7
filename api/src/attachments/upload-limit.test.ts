import { describe, expect, it } from 'vitest';
import { MovableClock } from '../platform/clock/clock.ts';
import { UploadLimit, UPLOADS_PER_HOUR } from './upload-limit.ts';

describe('INT-7 uploads per hour', () => {
  it('are counted per person, whatever the address', () => {
    const limit = new UploadLimit(new MovableClock(new Date()));
    for (let n = 0; n < UPLOADS_PER_HOUR.person; n += 1) limit.count('budi', `10.0.0.${n}`);
    expect(() => limit.count('budi', '10.0.1.1')).toThrow(expect.objectContaining({ code: 'TOO_MANY_UPLOADS' }));
    expect(() => limit.count('siti', '10.0.0.1')).not.toThrow();
  });

  it('are counted per address without an account, and a household counts as one', () => {
    const limit = new UploadLimit(new MovableClock(new Date()));
    for (let n = 0; n < UPLOADS_PER_HOUR.address; n += 1) limit.count(null, `2001:db8:0:1::${n + 1}`);
    expect(() => limit.count(null, '2001:db8:0:1:ffff::1')).toThrow();
    expect(() => limit.count(null, '2001:db8:0:2::1')).not.toThrow();
    expect(() => limit.count(null, '::ffff:10.0.0.1')).not.toThrow();
  });

  it('are forgotten after an hour', () => {
    const clock = new MovableClock(new Date('2026-03-16T02:00:00Z'));
    const limit = new UploadLimit(clock);
    for (let n = 0; n < UPLOADS_PER_HOUR.address; n += 1) limit.count(null, '10.0.0.1');
    expect(() => limit.count(null, '10.0.0.1')).toThrow();
    clock.advanceTo(new Date('2026-03-16T03:00:01Z'));
    expect(() => limit.count(null, '10.0.0.1')).not.toThrow();
  });
});
