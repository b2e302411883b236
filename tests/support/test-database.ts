import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { closeDatabase, type Database, openDatabase } from '../../src/platform/database.ts';
import { onServer, templateDatabase } from './template.ts';

/** A database of one's own, as it is after all migrations. */
export interface TestDatabase {
  readonly name: string;
  readonly database: Database;
  /** Takes the database away under the feet of whoever is connected. */
  lose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Copies the template; dropped at the end, whoever is still connected.
 * @param connections how many the pool may open
 */
export async function createTestDatabase(connections = 20): Promise<TestDatabase> {
  const server = inject('server');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template ${templateDatabase} strategy wal_log`);
  const database = openDatabase({ ...server, database: name, max: connections, connectionTimeoutMillis: 20_000 });
  return {
    name,
    database,
    lose: () => onServer(server, `drop database ${name} with (force)`),
    [Symbol.asyncDispose]: async () => {
      await closeDatabase(database);
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}
