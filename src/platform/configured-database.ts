import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import type { Config } from './config.ts';
import { closeDatabase, type Database, openDatabase } from './database.ts';
import { attachEmbeddedPostgres, type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres/index.ts';

/** The database that the configuration names, open. */
export interface ConfiguredDatabase {
  readonly kind: 'DATABASE_URL' | 'embedded' | 'embedded, of the running service';
  readonly database: Database;
  /** The embedded server, when it is this process that runs it. */
  readonly server?: EmbeddedPostgres;
  close(): Promise<void>;
}

/** Name of our database in the embedded server. */
const name = 'stempel';

/** Where the embedded server keeps everything of its own. */
export const embeddedDirectory = (config: Pick<Config, 'dataDirectory'>) => join(config.dataDirectory, 'postgres');

/**
 * Opens the configured database for a service: the embedded server is started, and is this process's alone.
 * @throws {ConfigError} when another process holds the data directory
 */
export async function openConfiguredDatabase(config: Config, pool: PoolConfig = {}): Promise<ConfiguredDatabase> {
  if (config.databaseUrl !== undefined) {
    const database = openDatabase({ connectionString: config.databaseUrl, ...pool });
    return { kind: 'DATABASE_URL', database, close: () => closeDatabase(database) };
  }
  const server = await startEmbeddedPostgres({
    dataDirectory: embeddedDirectory(config),
    databases: [name],
    archiveDirectory: config.archiveDirectory,
  });
  const database = openDatabase({ ...server.connection(name), ...pool });
  return {
    kind: 'embedded',
    database,
    server,
    close: async () => {
      await closeDatabase(database);
      await server.stop();
    },
  };
}

/** Opens it for one command of the shell: as one more client where a service runs the embedded server, otherwise with a server of its own. */
export async function visitConfiguredDatabase(config: Config, pool: PoolConfig): Promise<ConfiguredDatabase> {
  if (config.databaseUrl === undefined) {
    const connection = await attachEmbeddedPostgres(embeddedDirectory(config), name);
    if (connection !== undefined) {
      const database = openDatabase({ ...connection, ...pool });
      return { kind: 'embedded, of the running service', database, close: () => closeDatabase(database) };
    }
  }
  return openConfiguredDatabase(config, pool);
}
