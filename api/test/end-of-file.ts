const endings: (() => Promise<unknown>)[] = [];

/**
 * Does something when the test file is done, last come first served. Unlike `afterAll` it may be called from inside a
 * hook or a test, where Vitest takes no more hooks.
 */
export function atEndOfFile(ending: () => Promise<unknown>): void {
  endings.push(ending);
}

/** For `end-of-file.setup.ts`. */
export async function endFile(): Promise<void> {
  for (const ending of endings.splice(0).reverse()) await ending();
}
