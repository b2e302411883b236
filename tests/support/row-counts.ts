import { sql } from 'drizzle-orm';
import type { Database } from '../../src/platform/database.ts';

/** How many rows each table holds: what a request that changes nothing must leave as it was. */
export async function rowCounts(database: Database): Promise<Record<string, number>> {
  const { rows: tables } = await database.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await database.execute<{ count: string }>(sql`select count(*) from ${sql.identifier(name)}`);
    counts[name] = Number(rows[0]?.count);
  }
  return counts;
}
