/** One of the 5W1H questions (INT-6). */
export type Fact = 'WHO' | 'WHAT' | 'WHEN' | 'WHERE' | 'WHY' | 'HOW';
