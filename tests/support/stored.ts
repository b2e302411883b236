import type { Database } from '../../src/platform/database.ts';

/** The stored rows as text, for tests that ask what is kept, not what is answered. */
export async function rowsOf(database: Database, query: string, ...values: unknown[]): Promise<any[]> {
  return (await database.$client.query(query, values)).rows;
}

/** Names of all tables of the service. */
export async function tablesOf(database: Database): Promise<string[]> {
  const found = await rowsOf(
    database,
    "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  return found.map(({ table_name }) => table_name);
}
