import { fileURLToPath } from 'node:url';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import type { ClientBase } from 'pg';
import { ConfigError } from './config.ts';
import type { Database } from './database.ts';

const ours = fileURLToPath(new URL('../../migrations', import.meta.url));

/** How the schema of a database stands to this release. */
export interface SchemaState {
  /** `newer`: a later release has migrated it. */
  readonly kind: 'empty' | 'behind' | 'current' | 'newer';
  /** How many migrations of this release it has, and how many there are. */
  readonly applied: number;
  readonly known: number;
}

/** The migrations of this release, oldest first. */
export function readKnownMigrations(folder = ours): MigrationMeta[] {
  return readMigrationFiles({ migrationsFolder: folder });
}

/** What was applied to a database, by the moment each migration was made; nothing for an empty one. */
export async function readAppliedMigrations(connection: Pick<ClientBase, 'query'>): Promise<number[]> {
  const { rows: there } = await connection.query<{ found: boolean }>(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as found",
  );
  if (there[0]?.found !== true) return [];
  const { rows } = await connection.query<{ made: string }>(
    'select created_at as made from drizzle.__drizzle_migrations order by created_at',
  );
  return rows.map(({ made }) => Number(made));
}

/** Compares a database with this release. */
export async function schemaState(database: Database): Promise<SchemaState> {
  const applied = await readAppliedMigrations(database.$client);
  const known = readKnownMigrations().map(({ folderMillis }) => folderMillis);
  const counts = { applied: known.filter((one) => applied.includes(one)).length, known: known.length };
  if (applied.length === 0) return { kind: 'empty', ...counts };
  if (applied.some((one) => !known.includes(one))) return { kind: 'newer', ...counts };
  return { kind: counts.applied === counts.known ? 'current' : 'behind', ...counts };
}

/** Said when a release meets the database of a later one. */
const newer =
  'This database was made by a newer release of Stempel. Start that release; or, to go back by one release, set ALLOW_NEWER_SCHEMA=yes (see docs/operating.md).';

/** @throws {ConfigError} when a later release has migrated the database, and nobody has said that this is meant */
export async function refuseNewerSchema(database: Database, allowed: boolean): Promise<SchemaState> {
  const state = await schemaState(database);
  if (state.kind === 'newer' && !allowed) throw new ConfigError(newer);
  return state;
}
