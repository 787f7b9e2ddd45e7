import type { ServiceClass } from '../casefile/case-file.ts';
import type { Fact } from './fact.ts';

/** A category of reports as its resolvers read it; categories are public. */
export interface CategoryRow {
  readonly id: string;
  /** A child's code is its parent's code, a dot and its own part. */
  readonly code: string;
  readonly parentId: string | null;
  readonly nameId: string;
  readonly nameEn: string;
  readonly requiredFacts: Fact[];
  readonly serviceClass: ServiceClass;
  readonly sensitive: boolean;
}

/** The columns of a CategoryRow, for a table aliased `c`. */
export const CATEGORY_COLUMNS = `c.id, c.code, c.parent_id as "parentId", c.name_id as "nameId", c.name_en as "nameEn",
  c.required_facts as "requiredFacts", c.service_class as "serviceClass", c.sensitive`;
