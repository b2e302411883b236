import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { buildApp, jobQueues } from './app.ts';
import { openCustody } from './issuers/index.ts';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { checkServer, closeDatabase, type Database, migrate, openDatabase } from './platform/database.ts';
import type { Deps } from './platform/deps.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres/index.ts';
import { generatedSecret } from './platform/generated-secret.ts';
import { randomIds } from './platform/ids.ts';
import { openJobs } from './platform/jobs/open-jobs.ts';
import { createLog } from './platform/log.ts';
import { createOutbound } from './platform/outbound/create-outbound.ts';
import { systemRandom } from './platform/random.ts';
import { startTasks } from './platform/tasks.ts';

/** A service that answers requests. */
export interface RunningService {
  readonly config: Config;
  /** Where this process itself listens; `config.publicBaseUrl` may be a proxy in front of it. */
  readonly localUrl: string;
  readonly operatorKey: string;
  /** Finishes the requests in flight, then closes the database, then ends the embedded server. */
  close(): Promise<void>;
}

/**
 * Starts the whole service: database, schema, keys, HTTP.
 * @throws with a message for the operator when anything that it needs is missing; what was started is closed again
 */
export async function startService(config: Config): Promise<RunningService> {
  const log = createLog(config);
  const custody = await openCustody(config);
  const operatorKey = config.operatorKey ?? (await generatedOperatorKey(config));
  const opened = await openConfiguredDatabase(config);
  try {
    await checkServer(opened.database);
    await migrate(opened.database);
    const jobs = await openJobs(opened.database, log, jobQueues);
    const on: Deps = {
      config,
      log,
      database: opened.database,
      clock: systemClock,
      ids: randomIds,
      random: systemRandom,
      outbound: createOutbound(config),
      jobs,
    };
    const { http, tasks, handlers } = await buildApp(on, { custody, operatorKey });
    await http.listen({ host: config.host, port: config.port });
    const running = startTasks(log, tasks);
    await jobs.work(handlers);
    log.info({ baseUrl: config.publicBaseUrl, database: opened.kind }, 'ready');
    return {
      config,
      localUrl: `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`,
      operatorKey,
      close: async () => {
        await http.close();
        await running.stop();
        await jobs.stop();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** The database that the configuration names, or the embedded one, which is started for it. */
export async function openConfiguredDatabase(
  config: Config,
): Promise<{ kind: string; database: Database; close(): Promise<void> }> {
  if (config.databaseUrl !== undefined) {
    const database = openDatabase(config.databaseUrl);
    return { kind: 'DATABASE_URL', database, close: () => closeDatabase(database) };
  }
  const server = await startEmbeddedPostgres({
    dataDirectory: join(config.dataDirectory, 'postgres'),
    databases: ['stempel'],
  });
  const database = openDatabase(server.connection('stempel'));
  return {
    kind: 'embedded',
    database,
    close: async () => {
      await closeDatabase(database);
      await server.stop();
    },
  };
}

/** Outside production an operator's key is made once and kept in a file that only this account reads. */
async function generatedOperatorKey(config: Config): Promise<string> {
  const path = join(config.dataDirectory, 'operator-key');
  return (await generatedSecret(path, () => randomBytes(32).toString('base64url'))).trim();
}
