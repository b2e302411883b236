import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import type { TestProject } from 'vitest/node';
import { closeDatabase, migrate, openDatabase } from '../../src/platform/database.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { templateDatabase } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How to reach the server of this run. */
    server: { host: string; user: string };
  }
}

/** One server a run, the same engine as in production but without syncing to disk. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'stempel-test-'));
  const server = await startEmbeddedPostgres({
    dataDirectory: directory,
    databases: [templateDatabase],
    durable: false,
  });
  const connection: PoolConfig = server.connection(templateDatabase);
  const template = openDatabase(connection);
  await migrate(template);
  await closeDatabase(template);
  project.provide('server', { host: String(connection.host), user: String(connection.user) });
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
