import type { Fact } from '../categories/fact.ts';

/** As much of a report as tells which questions it answers. */
export interface Answers {
  readonly areaCode: string | null;
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly eventDate: string | null;
  readonly facts: Partial<Record<Fact, string>>;
}

/**
 * Which of the facts a category requires a report does not answer, in the order of the category (INT-6). What is asked
 * for by a return is another matter: it stands in the report's own `missingFacts`.
 */
export function missingFacts(required: readonly Fact[], answers: Answers): Fact[] {
  return required.filter((fact) => !isAnswered(fact, answers));
}

/** Title and body say what; a place or a date says where or when; every question may also be answered in words. */
function isAnswered(fact: Fact, { areaCode, place, latitude, longitude, eventDate, facts }: Answers): boolean {
  if (fact === 'WHAT' || isText(facts[fact])) return true;
  if (fact === 'WHERE') return isText(areaCode) || isText(place) || (latitude !== null && longitude !== null);
  return fact === 'WHEN' && eventDate !== null;
}

function isText(text: string | null | undefined): boolean {
  return text != null && text.trim() !== '';
}
