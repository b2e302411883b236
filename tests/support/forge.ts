import type { Database } from '../../src/platform/database.ts';

/** What somebody with all rights in the database can do: no trigger refuses it. */
export async function forge(database: Database, text: string, ...values: unknown[]): Promise<void> {
  const client = await database.$client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(text, values);
  } finally {
    client.release(true);
  }
}
