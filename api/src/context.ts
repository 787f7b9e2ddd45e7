import type { Office } from './office.ts';
import type { Viewer } from './people/viewer.ts';
import type { RequestContext } from './platform/graphql/context.ts';

/** What one operation carries: who asks, reading on their behalf, and the office that carries out commands. */
export type TuntasContext = RequestContext<Viewer, Office>;
