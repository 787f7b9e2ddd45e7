import { referencedUuid, requireUuid, UNKNOWN_CATEGORY } from '../reports/report.answer.ts';
import { detailsOf } from '../reports/report.details.ts';
import type { ReviseReport } from './commands/revise-report.ts';
import type { SupplyFacts } from './commands/supply-facts.ts';
import type { Decision } from './decision.ts';
import type { ReportLocationInput, ReviseReportInput, SupplyFactsInput } from './verification.inputs.ts';

/** The command's corrections from the API's; what is null or absent stays as it is. */
export function revisionOf(input: ReviseReportInput): Omit<ReviseReport, keyof Decision> {
  return {
    kind: input.kind ?? undefined,
    categoryId: input.categoryId ? referencedUuid(input.categoryId, 'Category', UNKNOWN_CATEGORY) : undefined,
    title: input.title ?? undefined,
    location: input.location ? locationOf(input.location) : undefined,
    makeAnonymous: input.makeAnonymous,
    makeConfidential: input.makeConfidential,
    masks: input.masks.map((mask) => mask.trim()),
  };
}

function locationOf({ areaCode, place, point }: ReportLocationInput) {
  return {
    areaCode: areaCode ?? null,
    place: place?.trim() || null,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
  };
}

/** The command's answer to a return from the API's. */
export function supplyOf(input: SupplyFactsInput): SupplyFacts {
  return {
    reportId: requireUuid(input.reportId, 'Report'),
    addition: input.addition ?? null,
    ...detailsOf(input),
  };
}
