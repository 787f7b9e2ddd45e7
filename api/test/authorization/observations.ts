import type { Member } from './cast.ts';
import type { Reading } from './reader.ts';

interface Seen {
  /** How much: nothing, a value, so many items. */
  readonly size: number;
  /** A value without parts, to compare. */
  readonly value: string | null;
}

/** Ways to rows, no things of their own; and what is the same for everybody, or about whoever asks. */
const PASSED_THROUGH =
  /(Connection|Edge)$|^(PageInfo|CappedCount|Agency|Area|Category|Holiday|TimeLimit|Viewer|Vocabulary|VocabularyValue|AuditRoot)$/;
/** What tells things without an id from their neighbours. */
const TELLING = ['version', 'kind', 'track', 'epoch', 'fromAt', 'at', 'action', 'fact', 'readerKind'];

/** Who saw what: by type and field, by object, by member. */
export class Observations {
  private readonly fields = new Map<string, Map<string, Map<Member, Seen>>>();
  private readonly objects = new Map<string, Map<string, Set<Member>>>();

  add({ member, question, data }: Reading): void {
    this.walk(member, data, question);
  }

  /** Did this member see the object at all? */
  saw(member: Member, type: string, id: string): boolean {
    return this.objects.get(type)?.get(id)?.has(member) ?? false;
  }

  get fieldNames(): string[] {
    return [...this.fields.keys()].sort();
  }

  /**
   * How much of a field a member sees, of the objects they see: ● everything anybody sees, ≠ so, but not the same as
   * `like`, ◐ less or not of all, ○ nothing though others see something, · there is nothing to see; blank: no such object.
   */
  extent(name: string, member: Member, like: Member): string {
    const [type = ''] = name.split('.');
    let [all, some, none, other, objects] = [0, 0, 0, 0, 0];
    for (const [key, by] of this.fields.get(name) ?? []) {
      if (!this.saw(member, type, key)) continue;
      objects += 1;
      const most = Math.max(...[...by.values()].map(({ size }) => size));
      const mine = by.get(member);
      if (most === 0) continue;
      if (!mine || mine.size === 0) none += 1;
      else if (mine.size < most) some += 1;
      else all += 1;
      const theirs = by.get(like);
      if (mine && theirs && mine.size > 0 && theirs.size > 0 && mine.value !== theirs.value) other += 1;
    }
    if (objects === 0) return ' ';
    if (all + some + none === 0) return '·';
    if (all + some === 0) return '○';
    if (some + none > 0) return '◐';
    return other > 0 ? '≠' : '●';
  }

  /** The values which a field has in some object, with how many of those objects each member sees. */
  valuesOf(name: string): Map<string, Map<Member, number>> {
    const values = new Map<string, Map<Member, number>>();
    for (const by of this.fields.get(name)?.values() ?? []) {
      for (const [member, { value }] of by) {
        const counts = values.get(String(value)) ?? values.set(String(value), new Map()).get(String(value))!;
        counts.set(member, (counts.get(member) ?? 0) + 1);
      }
    }
    return values;
  }

  private walk(member: Member, value: unknown, key: string): void {
    if (Array.isArray(value)) value.forEach((item, index) => this.walk(member, item, `${key}/${index}`));
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
    const object = value as Record<string, unknown>;
    const type = typeof object.__typename === 'string' ? object.__typename : null;
    const own = type === null ? key : keyOf(object, type, key);
    const counts = type !== null && !PASSED_THROUGH.test(type);
    if (counts) this.note(this.objects, type, own).add(member);
    for (const [field, inner] of Object.entries(object)) {
      if (field === '__typename') continue;
      if (counts) this.record(`${type}.${field}`, own, member, inner);
      this.walk(member, inner, `${own}.${field}`);
    }
  }

  private note(map: Map<string, Map<string, Set<Member>>>, type: string, key: string): Set<Member> {
    const objects = map.get(type) ?? map.set(type, new Map()).get(type)!;
    return objects.get(key) ?? objects.set(key, new Set()).get(key)!;
  }

  /** A field read by several ways counts as the most that any of them showed. */
  private record(name: string, key: string, member: Member, value: unknown): void {
    const objects = this.fields.get(name) ?? this.fields.set(name, new Map()).get(name)!;
    const by = objects.get(key) ?? objects.set(key, new Map()).get(key)!;
    const seen = { size: sizeOf(value), value: typeof value === 'object' ? null : JSON.stringify(value) };
    if (seen.size >= (by.get(member)?.size ?? 0)) by.set(member, seen);
  }
}

function sizeOf(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'object' && 'nodes' in value) return sizeOf(value.nodes);
  return 1;
}

/** Things with an id are the same wherever they turn up; others belong to what they stand in. */
function keyOf(object: Record<string, unknown>, type: string, inside: string): string {
  if (typeof object.id === 'string') return object.id;
  const { report } = object;
  if (report && typeof report === 'object' && 'id' in report) return `${String(report.id)}/${type}`;
  const telling = TELLING.filter((field) => field in object).map((field) => String(object[field]));
  return `${inside.replace(/\/\d+$/, telling.length > 0 ? '' : '$&')}/${type}:${telling.join(',')}`;
}
