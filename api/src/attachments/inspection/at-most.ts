/** Runs at most `most` pieces of work at the same time; the others wait in line. Pictures cost memory while open. */
export function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place is handed on, so nobody can take it in between.
      if (next) next();
      else running -= 1;
    }
  };
}
