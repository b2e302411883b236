import type { Noun, Option, Verb } from './command.ts';

/** `stempel issuer --help` */
export function describeNoun({ name, summary, verbs }: Noun): string {
  const lines = Object.entries(verbs).map(
    ([verb, { arguments: names = [], summary: what }]) => [[name, verb, ...names.map(upper)].join(' '), what] as const,
  );
  return `${summary}\n\nUsage: stempel ${name} <command> [--json] [--help]\n\n${aligned(lines)}\n`;
}

/** `stempel issuer create --help` */
export function describeVerb({ name }: Pick<Noun, 'name'>, verbName: string, verb: Verb): string {
  const options = Object.entries(verb.options ?? {});
  const needed = options.filter(([, { required }]) => required === true).map(([option, of]) => spelled(option, of));
  const lines = [
    ...options.map(([option, of]) => [spelled(option, of), describeOption(of)] as const),
    ['--json', 'answer with JSON'] as const,
    ['--help', 'show this'] as const,
  ];
  const usage = ['stempel', name, verbName, ...(verb.arguments ?? []).map(upper), ...needed, '[options]'].join(' ');
  return `${verb.summary}\n\nUsage: ${usage}\n\n${aligned(lines)}\n`;
}

const upper = (name: string) => name.toUpperCase();

const spelled = (name: string, { value }: Option) => `--${name}${value === undefined ? '' : ` ${value}`}`;

const describeOption = ({ summary, required, multiple }: Option) =>
  [summary, required ? '(needed)' : '', multiple ? '(may be repeated)' : ''].filter((part) => part !== '').join(' ');

/** Two columns. */
export function aligned(lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n');
}

/** A table for people: one line a row, columns as wide as their widest value. */
export function columns(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  if (names.length === 0) return 'none';
  const cells = [names, ...rows.map((row) => names.map((name) => cellOf(row[name])))];
  const widths = names.map((_name, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One thing for people: a line a member. */
export function members(thing: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(thing).filter(([, value]) => value !== undefined && value !== null);
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${cellOf(value)}`).join('\n');
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '-';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
