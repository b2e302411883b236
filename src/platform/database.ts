import { fileURLToPath } from 'node:url';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Pool, type PoolConfig } from 'pg';

type Schema = Record<string, never>;

/** Hands out connections; each call outside a transaction may use another one. */
export type Database = NodePgDatabase<Schema> & { $client: Pool };

/** One open transaction: everything in it is durable together or not at all. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** What a store takes: the caller decides whether it is inside a transaction. */
export type Connection = Database | Transaction;

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Any constant; two services that start at once must agree on it. */
const migrationLock = 7_836_735;

/**
 * Opens a pool. Limits are explicit (threats.md §9): no statement runs longer than 30 s, no transaction idles longer than 15 s.
 * @param options a connection string or the options of `pg`
 */
export function openDatabase(options: string | PoolConfig): Database {
  const config = typeof options === 'string' ? { connectionString: options } : options;
  const pool = new Pool({
    max: 20,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'stempel',
    ...config,
  });
  // An idle connection that breaks (server restart) is replaced on next use; without a listener Node would end the process.
  pool.on('error', () => undefined);
  return drizzle(pool);
}

/** Brings the schema up to date. Safe to run from several processes at once: an advisory lock lets one go first. */
export async function migrate(database: Database): Promise<void> {
  const connection = await database.$client.connect();
  try {
    await connection.query('set statement_timeout = 0');
    await connection.query('select pg_advisory_lock($1)', [migrationLock]);
    await runMigrations(drizzle(connection), { migrationsFolder });
  } finally {
    // Closing the connection also gives the lock back.
    connection.release(true);
  }
}

/** Ends the pool after the queries that run now. */
export async function closeDatabase(database: Database): Promise<void> {
  await database.$client.end();
}
