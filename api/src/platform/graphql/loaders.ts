import DataLoader from 'dataloader';

/** The loaders one request has used so far; made by `createLoaders()` when the request's context is. */
export type LoaderRegistry = Map<object, unknown>;

/** What a loader needs of the context it lives in. */
export interface LoaderHome {
  readonly loaders: LoaderRegistry;
}

export function createLoaders(): LoaderRegistry {
  return new Map();
}

const LARGEST_BATCH = 1_000;

/**
 * Defines a loader: `batch` gets the distinct keys asked for in one tick and answers in their order (see `byKey` and
 * `groupByKey`). The result hands out one DataLoader per context, made at first use; keys are strings or numbers.
 */
export function defineLoader<K extends string | number, V, C extends LoaderHome = LoaderHome>(
  name: string,
  batch: (ctx: C, keys: readonly K[]) => Promise<readonly (V | Error)[]>,
): (ctx: C) => DataLoader<K, V> {
  const identity = { name };
  return (ctx) => {
    const known = ctx.loaders.get(identity) as DataLoader<K, V> | undefined;
    if (known) return known;
    const loader = new DataLoader<K, V>((keys) => batch(ctx, keys), { name, maxBatchSize: LARGEST_BATCH });
    ctx.loaders.set(identity, loader);
    return loader;
  };
}

/** One row per key, in the keys' order; null where no row has that key. */
export function byKey<K extends string | number, Row>(
  rows: readonly Row[],
  keys: readonly K[],
  keyOf: (row: Row) => K,
): (Row | null)[] {
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => found.get(key) ?? null);
}

/** The rows of every key, in the keys' order; within a key the rows keep theirs. */
export function groupByKey<K extends string | number, Row>(
  rows: readonly Row[],
  keys: readonly K[],
  keyOf: (row: Row) => K,
): Row[][] {
  const groups = new Map<K, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}
