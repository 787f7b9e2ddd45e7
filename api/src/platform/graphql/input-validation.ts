import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import { boundsOf, TEXT_CHECK, textProblem, type TextBounds } from './checked-text.ts';
import type { RefusalCode } from './refusal-codes.ts';
import { invalid, RefusedError, type Problem } from './refusals.ts';

/** What the checks of class-validator are called here; every other one is MALFORMED. */
const codes: Record<string, RefusalCode> = {
  isDefined: 'REQUIRED',
  isNotEmpty: 'REQUIRED',
  arrayNotEmpty: 'REQUIRED',
  min: 'TOO_SMALL',
  isPositive: 'TOO_SMALL',
  arrayMinSize: 'TOO_FEW_ITEMS',
  max: 'TOO_LARGE',
  arrayMaxSize: 'TOO_MANY_ITEMS',
  arrayUnique: 'NAMED_TWICE',
  minLength: 'TOO_SHORT',
  maxLength: 'TOO_LONG',
};

/** Checks an argument or input object that carries class-validator decorators; throws RefusedError with InvalidInput. */
export async function validateInput(value: unknown): Promise<void> {
  const problems = await problemsIn(value, '');
  if (problems.length > 0) throw new RefusedError(invalid(problems));
}

/** Looks into inputs within inputs by itself: a check that has to be asked for would be forgotten. */
async function problemsIn(value: unknown, path: string): Promise<Problem[]> {
  if (!mayHoldChecks(value)) return [];
  const own = isChecked(value)
    ? await validate(value, { skipMissingProperties: true, forbidUnknownValues: false })
    : [];
  const parts = Object.entries(value).map(([name, part]) => problemsIn(part, below(path, name)));
  return [...own.flatMap((error) => problemsOf(error, path)), ...(await Promise.all(parts)).flat()];
}

/** Input objects and lists of them do; what a scalar holds does not, however deep it is. */
function mayHoldChecks(value: unknown): value is object {
  if (value === null || typeof value !== 'object') return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) !== Object.prototype;
}

/** Instances without decorators have no checks to run. */
function isChecked(item: object): boolean {
  return getMetadataStorage().getTargetValidationMetadatas(item.constructor, '', false, false).length > 0;
}

function problemsOf({ property, constraints, target, value }: ValidationError, parent: string): Problem[] {
  const path = below(parent, property);
  return Object.entries(constraints ?? {}).flatMap(([check, message]) =>
    check === TEXT_CHECK ? textProblems(value, path, boundsOf(target!, property)) : [problem(path, check, message)],
  );
}

/** Of a list, each text that will not do has its own problem. */
function textProblems(value: string | string[], path: string, bounds: TextBounds): Problem[] {
  if (Array.isArray(value)) return value.flatMap((text, index) => textProblems(text, below(path, `${index}`), bounds));
  const found = textProblem(value, bounds);
  return found ? [{ path, ...found }] : [];
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** The limit of a check is only known from the sentence class-validator makes of it, where it is the last number. */
function problem(path: string, check: string, message: string): Problem {
  const code = check === 'isLength' ? (message.includes('shorter') ? 'TOO_LONG' : 'TOO_SHORT') : codes[check];
  const limit = message.match(/-?\d+(\.\d+)?/g)?.at(-1);
  return { path, code: code ?? 'MALFORMED', details: { limit: Number(limit ?? 0) } };
}
