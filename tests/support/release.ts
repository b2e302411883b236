import type { Database } from '../../src/platform/database.ts';
import { rowsOf } from './stored.ts';

/** One statement as the driver was given it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What a release stored, and what it wrote while nobody upgraded it: for tests of the migrations after it. */
export interface Recorded {
  /** The paths of badges and what was served there when it was recorded. */
  readonly badges: readonly { readonly path: string; readonly text: string; readonly verdict: string }[];
  /** What requests of that release said to the database, in their order, after the rows were dumped. */
  readonly statements: readonly Statement[];
  /** What those requests led to. */
  readonly after: {
    readonly apiKey: string;
    readonly issuerId: string;
    readonly newBadges: readonly { readonly path: string; readonly text: string }[];
    readonly revoked: readonly string[];
    readonly learnerId: string;
  };
}

/** Every row as INSERTs, parents before children. Numbers of transactions are left out: they mean something in one cluster only. */
export async function dumpRows(database: Database): Promise<string> {
  const lines: string[] = [];
  for (const table of await tablesInOrder(database)) {
    const columns = await rowsOf(
      database,
      `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1
       and is_generated = 'NEVER' and udt_name <> 'xid8' order by ordinal_position`,
      table,
    );
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const literals = columns.map(({ name }) => `quote_nullable("${name}"::text)`).join(` || ', ' || `);
    const rows = await rowsOf(database, `select ${literals} as line from "${table}" order by 1`);
    if (rows.length > 0) {
      lines.push(`insert into "${table}" (${names}) values`, `${rows.map(({ line }) => `(${line})`).join(',\n')};`);
    }
  }
  return `${lines.join('\n')}\n`;
}

async function tablesInOrder(database: Database): Promise<string[]> {
  const found = await rowsOf(
    database,
    `select t.relname as name, array(select f.confrelid::regclass::text from pg_constraint f
       where f.conrelid = t.oid and f.contype = 'f' and f.confrelid <> t.oid) as parents
     from pg_class t where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace order by 1`,
  );
  const ordered: string[] = [];
  while (ordered.length < found.length) {
    const next = found.filter(
      ({ name, parents }) => !ordered.includes(name) && parents.every((parent: string) => ordered.includes(parent)),
    );
    if (next.length === 0) throw new Error('tables refer to each other in a circle');
    ordered.push(...next.map(({ name }) => name));
  }
  return ordered;
}

/** JSON that keeps bytes and moments. */
export const encodeStatements = (value: unknown) =>
  JSON.stringify(
    value,
    function (this: any, key, nested) {
      const original = this[key];
      if (original instanceof Date) return { $date: original.toISOString() };
      return Buffer.isBuffer(original) ? { $bytes: original.toString('base64') } : nested;
    },
    1,
  );

export const decodeStatements = (text: string): Recorded =>
  JSON.parse(text, (_key, value) => {
    if (value?.$bytes !== undefined) return Buffer.from(value.$bytes, 'base64');
    return value?.$date === undefined ? value : new Date(value.$date);
  });
