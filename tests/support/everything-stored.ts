import type { Database } from '../../src/platform/database.ts';
import { rowsOf, tablesOf } from './stored.ts';

/** Every column of every row of every table as text; bytes in hexadecimal. What a thief of the database reads. */
export async function everythingStored(database: Database): Promise<string> {
  const dumps: string[] = [];
  for (const table of await tablesOf(database)) {
    const [row] = await rowsOf(
      database,
      `select coalesce(string_agg(to_jsonb(t)::text, E'\\n'), '') as dump from "${table}" t`,
    );
    dumps.push(`${table}\n${row.dump}`);
  }
  return dumps.join('\n').toLowerCase();
}

/** The ways in which a word can lie in a dump without being hidden: as it is, in bytes, in base64 (at each of the three offsets). */
export function spellingsOf(word: string): string[] {
  const bytes = Buffer.from(word);
  const inBase64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  );
  return [word, bytes.toString('hex'), ...inBase64].map((each) => each.toLowerCase());
}
