import { CATEGORY_TREE, type CategoryNode } from './categories.data.ts';
import { stableId } from './stable-id.ts';

/** A fact of 5W1H a report of a category should state (INT-6). */
export type RequiredFact = 'WHO' | 'WHAT' | 'WHEN' | 'WHERE' | 'WHY' | 'HOW';
/** Which resolution limit applies (CLK-2). */
export type ServiceClass = 'INFORMATION' | 'ORDINARY' | 'SUPERVISED';

/** One category; a child's code is "<parent's code>.<own code>". */
export interface CategoryRow {
  id: string;
  code: string;
  parentCode: string | null;
  nameId: string;
  nameEn: string;
  requiredFacts: readonly RequiredFact[];
  serviceClass: ServiceClass;
  /** Reports of a sensitive category show only a coarse place to the public. */
  sensitive: boolean;
  sort: number;
}

/** All categories, main ones before those below them. */
export function buildCategories(): CategoryRow[] {
  const mains = CATEGORY_TREE.map((node, index) => categoryRow(node, null, index));
  const below = CATEGORY_TREE.flatMap((node) =>
    (node.children ?? []).map((child, index) => categoryRow(child, node.code, index)),
  );
  return [...mains, ...below];
}

function categoryRow(node: CategoryNode, parentCode: string | null, sort: number): CategoryRow {
  const code = parentCode === null ? node.code : `${parentCode}.${node.code}`;
  return {
    id: stableId('category', code),
    code,
    parentCode,
    nameId: node.nameId,
    nameEn: node.nameEn,
    requiredFacts: node.facts,
    serviceClass: node.serviceClass ?? 'ORDINARY',
    sensitive: node.sensitive ?? false,
    sort,
  };
}
