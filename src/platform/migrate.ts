import { setTimeout as pause } from 'node:timers/promises';
import type { MigrationMeta } from 'drizzle-orm/migrator';
import type { PoolClient } from 'pg';
import { ConfigError } from './config.ts';
import type { Database } from './database.ts';
import { readAppliedMigrations, readKnownMigrations, refuseNewerSchema } from './schema-version.ts';
import { limitSilence } from './silence.ts';
import { prepareTenantRole } from './tenant-role.ts';

/** Any constant; two services that start at once must agree on it. */
const migrationLock = 7_836_735;

/**
 * How long a statement waits for a table. Whoever comes after a waiting `ALTER TABLE` waits with it, so this is also how long a migration can hold
 * up a running service; it then steps back and tries again.
 */
const lockTimeout = 2_000;
const mostTries = 30;
const pauseBetween = 1_000;

/** A file that says so runs outside a transaction, because `CREATE INDEX CONCURRENTLY` must; it then holds that one statement. */
const noTransaction = /^-- stempel: no transaction$/m;

export interface MigrateOptions {
  /** Where the files are; another folder is for tests. */
  readonly folder?: string;
  readonly lockTimeout?: number;
  readonly pauseBetween?: number;
}

/**
 * Brings the schema up to date while the service of this release or the one before runs on it. Each file is one transaction, so that no lock is kept
 * longer than its file takes. Safe to run from several processes at once: an advisory lock lets one go first.
 * @throws when a table stays locked by others through all tries; what was migrated until then stays
 */
export async function migrate(database: Database, options: MigrateOptions = {}): Promise<void> {
  const connection = await database.$client.connect();
  try {
    await connection.query('set statement_timeout = 0');
    limitSilence(connection, 0);
    await takeTurn(connection);
    await connection.query(`set lock_timeout = ${options.lockTimeout ?? lockTimeout}`);
    await makeJournal(connection);
    for (const migration of await pending(connection, options.folder)) {
      await applyPatiently(connection, migration, options.pauseBetween ?? pauseBetween);
    }
    await prepareTenantRole(connection);
  } finally {
    // Closing the connection also gives the lock back.
    connection.release(true);
  }
}

/** Asked again and again instead of waited for: a waiting statement would hold a snapshot, and `CREATE INDEX CONCURRENTLY` waits for those. */
async function takeTurn(connection: PoolClient): Promise<void> {
  for (;;) {
    const { rows } = await connection.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      migrationLock,
    ]);
    if (rows[0]?.taken === true) return;
    await pause(100);
  }
}

/** The table in which drizzle keeps what was applied; ours is the same, so that its tools go on working. */
async function makeJournal(connection: PoolClient): Promise<void> {
  await connection.query('create schema if not exists drizzle');
  await connection.query(
    'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  );
}

async function pending(connection: PoolClient, folder: string | undefined): Promise<MigrationMeta[]> {
  const applied = new Set(await readAppliedMigrations(connection));
  return readKnownMigrations(folder).filter(({ folderMillis }) => !applied.has(folderMillis));
}

async function applyPatiently(connection: PoolClient, migration: MigrationMeta, between: number): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await apply(connection, migration);
      return;
    } catch (error) {
      if (!wasKeptWaiting(error) || tries >= mostTries) throw error;
      await pause(between);
    }
  }
}

async function apply(connection: PoolClient, { sql, hash, folderMillis }: MigrationMeta): Promise<void> {
  const whole = !sql.some((statement) => noTransaction.test(statement));
  if (whole) await connection.query('begin');
  try {
    for (const statement of sql) await connection.query(statement);
    await connection.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      hash,
      folderMillis,
    ]);
    if (whole) await connection.query('commit');
  } catch (error) {
    if (whole) await connection.query('rollback');
    throw error;
  }
}

/** SQLSTATE 55P03 lock_not_available; 40P01: a deadlock with the service, which we lost. */
function wasKeptWaiting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '40P01');
}

/**
 * For a command of the shell, which does not change the schema of a database in use by itself: an empty one is made ready, one of the release
 * before is left as it is.
 * @throws {ConfigError} with what to do
 */
export async function requireSchema(database: Database, allowNewer: boolean): Promise<void> {
  const { kind } = await refuseNewerSchema(database, allowNewer);
  if (kind === 'empty') await migrate(database);
  if (kind === 'behind') {
    throw new ConfigError(
      'The schema of this database is that of an earlier release. Run "stempel database migrate", or start the service.',
    );
  }
}
