import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool, PoolConfig } from 'pg';
import { ConfigError } from './config.ts';
import { WatchedPool } from './database-failure.ts';
import { limitSilence } from './silence.ts';
import { transactionsOn } from './transaction.ts';

export { migrate } from './migrate.ts';

type Schema = Record<string, never>;

/** Hands out connections; each call outside a transaction may use another one. */
export type Database = NodePgDatabase<Schema> & { $client: Pool };

/** One open transaction: everything in it is durable together or not at all. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** What a store takes: the caller decides whether it is inside a transaction. */
export type Connection = Database | Transaction;

/**
 * Opens a pool. Limits are explicit (threats.md §9): no statement runs longer than 15 s, no transaction
 * idles longer than 15 s; a server that says nothing at all is given up a little later.
 * @param options a connection string or the options of `pg`
 */
export function openDatabase(options: string | PoolConfig): Database {
  const config = typeof options === 'string' ? { connectionString: options } : options;
  const pool = new WatchedPool({
    max: 20,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'stempel',
    ...config,
  });
  // An idle connection that breaks (server restart) is replaced on next use; without a listener Node would end the process.
  pool.on('error', () => undefined);
  // The same for one that breaks inside a transaction: its query fails, and that is enough.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('connect', (client) => limitSilence(client));
  const database = drizzle<Schema, Pool>(pool);
  database.transaction = transactionsOn(pool);
  return database;
}

/** The oldest PostgreSQL that the queries are written for. */
const oldestServer = 15;

/**
 * Asks the server who it is, before anything is done with it.
 * @throws {ConfigError} when it does not answer, refuses the login, or is too old; with what an operator can do
 */
export async function checkServer(database: Database): Promise<void> {
  let version: number;
  try {
    const { rows } = await database.$client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    version = Math.floor(Number(rows[0]?.version) / 10_000);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
    throw new ConfigError(
      `DATABASE_URL: the server cannot be used (${code}). Is it running, and are address, database, user and password right?`,
    );
  }
  if (version < oldestServer)
    throw new ConfigError(`DATABASE_URL: this is PostgreSQL ${version}; ${oldestServer} or newer is needed.`);
}

/** Ends the pool after the queries that run now. */
export async function closeDatabase(database: Database): Promise<void> {
  await database.$client.end();
}
