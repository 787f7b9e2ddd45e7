/** Throws with the rule that does not hold: a plain comparison, because it runs millions of times. */
export function law(holds: boolean, rule: string): void {
  if (!holds) throw new Error(rule);
}
