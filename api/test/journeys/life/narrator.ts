import type { Credential, TuntasServer } from '../tuntas-server.ts';

/** Base64 of `Type:uuid`, as all global ids are. */
const GLOBAL_ID = /"([A-Za-z0-9+/]{40,}={0,2})"/g;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const WIDTH = 116;

/**
 * Does what it is told and writes it down: the page it makes is what really happened, with whatever differs from run to
 * run (ids, tracking IDs, receipts) replaced by names. An operation is shown when it is first used.
 */
export class Narrator {
  private readonly lines: string[] = [];
  private readonly shown = new Set<string>();
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly tuntas: TuntasServer) {}

  heading(text: string): void {
    this.lines.push('', `## ${text}`, '');
  }

  tell(text: string): void {
    this.lines.push(text, '');
  }

  /** The page says `name` wherever the text occurs. */
  call(text: string, name: string): void {
    this.names.set(text, name);
  }

  /** Sends an operation and writes it down with its answer. */
  async ask<Data>(who: string, as: Credential, document: string, variables: object = {}): Promise<Data> {
    const data = await this.tuntas.query<Data>(as, document, variables);
    const [field, answer] = Object.entries(data as object)[0]!;
    this.lines.push(`**${who}**, ${this.time()}: \`${field}\``, '');
    if (!this.shown.has(document)) this.lines.push(...fenced('graphql', dedent(document)));
    this.shown.add(document);
    if (Object.keys(variables).length > 0) this.lines.push(...fenced('json', compact(variables)), '→', '');
    this.lines.push(...fenced('json', compact(answer)));
    return data;
  }

  page(introduction: string): string {
    const text = [introduction, ...this.lines]
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trimEnd();
    const named = [...this.names].reduce((result, [secret, name]) => result.replaceAll(secret, name), text);
    return `${named}\n`
      .replace(GLOBAL_ID, (all, id: string) => {
        const [type = '', uuid = ''] = Buffer.from(id, 'base64').toString('utf8').split(':');
        return uuid.length === 36 ? `"${this.nameOf(uuid, type)}"` : all;
      })
      .replace(UUID, (uuid) => this.nameOf(uuid, 'uuid'));
  }

  private time(): string {
    const format = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
    return `${this.tuntas.clock.now().toLocaleString('en-GB', { timeZone: 'Asia/Jakarta', ...format })} WIB`;
  }

  private nameOf(uuid: string, type: string): string {
    const known = this.names.get(uuid);
    if (known) return known;
    const count = (this.counts.get(type) ?? 0) + 1;
    this.counts.set(type, count);
    this.names.set(uuid, `<${type} ${count}>`);
    return `<${type} ${count}>`;
  }
}

function fenced(language: string, text: string): string[] {
  return ['```' + language, text, '```', ''];
}

/** JSON with everything on one line that fits on one. */
function compact(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (flat.length + indent.length <= WIDTH || value === null || typeof value !== 'object') return flat;
  const deeper = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => deeper + compact(item, deeper))
    : Object.entries(value).map(([key, item]) => `${deeper}"${key}": ${compact(item, deeper)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}

function dedent(document: string): string {
  const lines = document.trim().split('\n');
  const indents = lines.slice(1).flatMap((line) => (line.trim() ? [line.search(/\S/)] : []));
  const cut = Math.min(...indents, 40);
  return [lines[0], ...lines.slice(1).map((line) => line.slice(cut))].join('\n');
}
