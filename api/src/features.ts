import type { Feature, Foundation } from './feature.ts';

/** The parts of the server, in the order in which they are mounted. */
export function features(_foundation: Foundation): Feature[] {
  return [];
}
