import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { buildApp } from './app.ts';
import { closeInOrder } from './close.ts';
import { prepareScripts } from './delivery/index.ts';
import { openCustody } from './issuers/index.ts';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { openConfiguredDatabase } from './platform/configured-database.ts';
import { checkServer, migrate } from './platform/database.ts';
import type { Deps } from './platform/deps.ts';
import { generatedSecret } from './platform/generated-secret.ts';
import { randomIds } from './platform/ids.ts';
import { createJobs } from './platform/jobs.ts';
import { createLog } from './platform/log.ts';
import { createMetrics } from './platform/metrics/metrics.ts';
import { createOutbound } from './platform/outbound/index.ts';
import { systemRandom } from './platform/random.ts';
import { refuseNewerSchema } from './platform/schema-version.ts';
import { startTasks } from './platform/tasks.ts';
import { readCertificate } from './platform/tls.ts';
import { startTracing } from './platform/tracing.ts';
import { checkAccount, checkClock, checkDisk, checkKeys } from './start-checks.ts';
import { startProofThreads, usualLimits } from './verification/index.ts';

/** A service that answers requests. */
export interface RunningService {
  readonly config: Config;
  /** Where this process itself listens; `config.publicBaseUrl` may be a proxy in front of it. */
  readonly localUrl: string;
  readonly operatorKey: string;
  /**
   * Finishes the requests in flight, then closes the database, then ends the embedded server.
   * @returns false when that took too long and something was cut off
   */
  close(): Promise<boolean>;
}

/**
 * Starts the whole service: database, schema, keys, HTTP.
 * @throws with a message for the operator when anything that it needs is missing; what was started is closed again
 */
export async function startService(config: Config): Promise<RunningService> {
  const log = createLog(config);
  await checkAccount(config, log);
  readCertificate(config);
  const custody = await openCustody(config);
  const operatorKey = config.operatorKey ?? (await generatedOperatorKey(config));
  const opened = await openConfiguredDatabase(config);
  const endTracing = await startTracing(config);
  const metrics = createMetrics('process');
  const proofThreads = startProofThreads({ ...usualLimits, threads: config.verifyThreads }, metrics);
  try {
    await checkServer(opened.database);
    await refuseNewerSchema(opened.database, config.allowNewerSchema);
    await migrate(opened.database);
    const quit = new AbortController();
    const on: Deps = {
      config,
      log,
      database: opened.database,
      clock: systemClock,
      ids: randomIds,
      random: systemRandom,
      metrics,
      closing: quit.signal,
      outbound: createOutbound(config),
    };
    await checkKeys(on, custody);
    await checkClock(on);
    await checkDisk(config, log);
    const jobs = createJobs(opened.database, log);
    const { checkProofs } = proofThreads;
    const { http, tasks, workers } = await buildApp(on, { custody, operatorKey, jobs, checkProofs });
    await http.listen({ host: config.host, port: config.port });
    const running = startTasks(log, tasks);
    void prepareScripts(on);
    // Without them everything is still delivered, by the task that looks for what is due; only some seconds later.
    await jobs.start(workers).catch((error: unknown) => log.warn({ err: error }, 'jobs could not be started'));
    log.info({ baseUrl: config.publicBaseUrl, database: opened.kind }, 'ready');
    return {
      config,
      localUrl: `${config.tls === undefined ? 'http' : 'https'}://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`,
      operatorKey,
      close: async () => {
        const { drainSeconds, shutdownSeconds } = config;
        const closing = { log, http, tasks: running, jobs, proofThreads, opened, quit, drainSeconds, shutdownSeconds };
        const clean = await closeInOrder(closing);
        await endTracing();
        return clean;
      },
    };
  } catch (error) {
    await proofThreads.close();
    await endTracing();
    await opened.close();
    throw error;
  }
}

/** Outside production an operator's key is made once and kept in a file that only this account reads. */
async function generatedOperatorKey(config: Config): Promise<string> {
  const path = join(config.dataDirectory, 'operator-key');
  return (await generatedSecret(path, () => randomBytes(32).toString('base64url'))).trim();
}
