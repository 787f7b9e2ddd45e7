import type { Pool } from 'pg';
import type { Office } from './office.ts';
import { sessionSettings, type Viewer } from './people/viewer.ts';
import { ReadSession } from './platform/database/read-session.ts';
import type { RequestContext } from './platform/graphql/context.ts';
import { createLoaders } from './platform/graphql/loaders.ts';
import type { Locale } from './platform/graphql/locale.ts';

/** What one operation carries: who asks, reading on their behalf, and the office that carries out commands. */
export interface TuntasContext extends RequestContext<Viewer, Office> {
  /** Ends the streams of a subscription when its client leaves. */
  readonly signal?: AbortSignal;
}

/** A context that is let go when its execution is over. */
export interface DisposableTuntasContext extends TuntasContext {
  dispose(): Promise<void>;
}

interface ContextRequest {
  readonly requestId: string;
  readonly locale: Locale;
  readonly signal?: AbortSignal;
}

/** Makes contexts: a read session under the viewer's own row policies, and loaders that belong to this request alone. */
export function contextMaker(pool: Pool, office: Office) {
  return (viewer: Viewer, request: ContextRequest): DisposableTuntasContext => {
    const { role, variables } = sessionSettings(viewer);
    const reads = new ReadSession(pool, { role, variables: { ...variables } });
    return {
      ...request,
      viewer,
      reads,
      loaders: createLoaders(),
      clock: office.casework.clock,
      commands: office,
      cost: { charged: null },
      dispose: () => reads.end(),
    };
  };
}
