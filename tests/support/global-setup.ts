import type { PoolConfig } from 'pg';
import type { TestProject } from 'vitest/node';
import { closeDatabase, migrate, openDatabase } from '../../src/platform/database.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { makeDataDirectory } from './data-directory.ts';
import { onServer, type ServerAddress, templateDatabase } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How to reach the server of this run. */
    server: ServerAddress;
  }
}

interface Server {
  readonly address: ServerAddress;
  stop(): Promise<void>;
}

/** One server a run with one migrated template; TEST_DATABASE_URL names another one than our own. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TEST_DATABASE_URL;
  const server = url ? foreignServer(new URL(url)) : await ownServer();
  try {
    await makeTemplate(server.address);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('server', server.address);
  return server.stop;
}

/** The same engine as in production, but without syncing to disk. */
async function ownServer(): Promise<Server> {
  const directory = await makeDataDirectory();
  const server = await startEmbeddedPostgres({ dataDirectory: directory.path, durable: false });
  const { host, port, user } = server.connection('postgres');
  return {
    address: { host: String(host), port: Number(port), user: String(user), ssl: false },
    stop: async () => {
      await server.stop();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** Its account must be allowed to make databases; the template of the run before is replaced. */
function foreignServer(url: URL): Server {
  return {
    address: {
      host: url.searchParams.get('host') ?? url.hostname,
      port: Number(url.port || 5432),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      ssl: false,
    },
    stop: async () => undefined,
  };
}

async function makeTemplate(address: ServerAddress): Promise<void> {
  await onServer(address, `drop database if exists ${templateDatabase} with (force)`);
  await onServer(address, `create database ${templateDatabase}`);
  const connection: PoolConfig = { ...address, database: templateDatabase };
  const template = openDatabase(connection);
  await migrate(template).finally(() => closeDatabase(template));
}
