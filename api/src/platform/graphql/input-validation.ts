import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import type { RefusalCode } from './refusal-codes.ts';
import { invalid, RefusedError, type Problem } from './refusals.ts';

/** What the checks of class-validator are called here; every other one is MALFORMED. */
const codes: Record<string, RefusalCode> = {
  isDefined: 'REQUIRED',
  isNotEmpty: 'REQUIRED',
  arrayNotEmpty: 'REQUIRED',
  min: 'TOO_SMALL',
  isPositive: 'TOO_SMALL',
  arrayMinSize: 'TOO_SMALL',
  max: 'TOO_LARGE',
  arrayMaxSize: 'TOO_LARGE',
  minLength: 'TOO_SHORT',
  maxLength: 'TOO_LONG',
};

/** Checks an argument or input object that carries class-validator decorators; throws RefusedError with InvalidInput. */
export async function validateInput(value: unknown): Promise<void> {
  const found = await Promise.all(objectsIn(value).map(([path, item]) => problemsIn(item, path)));
  const problems = found.flat();
  if (problems.length > 0) throw new RefusedError(invalid(problems));
}

/** The objects with checks to run. Arguments of built-in types and instances without decorators have none. */
function objectsIn(value: unknown): [path: string, item: object][] {
  const items: [string, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : [['', value]];
  return items.filter((entry): entry is [string, object] => isChecked(entry[1]));
}

function isChecked(item: unknown): boolean {
  if (item === null || typeof item !== 'object' || Object.getPrototypeOf(item) === Object.prototype) return false;
  return getMetadataStorage().getTargetValidationMetadatas(item.constructor, '', false, false).length > 0;
}

async function problemsIn(item: object, path: string): Promise<Problem[]> {
  const errors = await validate(item, { skipMissingProperties: true, forbidUnknownValues: false });
  return errors.flatMap((error) => problemsOf(error, path));
}

function problemsOf(error: ValidationError, parent: string): Problem[] {
  const path = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([check, message]) => problem(path, check, message));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, path))];
}

/** The limit of a check is only known from the sentence class-validator makes of it, where it is the last number. */
function problem(path: string, check: string, message: string): Problem {
  const code = check === 'isLength' ? (message.includes('shorter') ? 'TOO_LONG' : 'TOO_SHORT') : codes[check];
  const limit = message.match(/-?\d+(\.\d+)?/g)?.at(-1);
  return { path, code: code ?? 'MALFORMED', details: { limit: Number(limit ?? 0) } };
}
