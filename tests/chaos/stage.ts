import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type PoolConfig } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { connectionThrough, socketDirectoryOf } from '../../src/platform/embedded-postgres/socket.ts';
import { makeDataDirectory } from '../support/data-directory.ts';
import { until } from '../support/until.ts';
import { bringUp, freePort, makeReplica, type Replica } from './replica.ts';

export const victims = ['service', 'postmaster', 'backend', 'service and postmaster'] as const;
export type Victim = (typeof victims)[number];

/** Recovery of a database, start of a service: minutes would be a failure. */
const longestRecovery = 60_000;

export const operatorKey = 'operator-key-of-the-chaos-0123456789';
export const publicBaseUrl = 'https://badges.example';

/** The running service with its database, and what can be done to it. */
export interface Stage {
  readonly name: string;
  readonly replicas: readonly Replica[];
  readonly connection: PoolConfig;
  /** Processes of the database that work for a service now. */
  kill(victim: Victim, which: (count: number) => number): Promise<void>;
  /** Starts what is dead, and waits until all of it is ready. */
  recover(): Promise<void>;
  /** Where the words of the replicas are. */
  readonly logs: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** A stage whose database can be taken away for a while. */
export interface ReplicaStage extends Stage {
  stopDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  postmaster(): number;
}

const secrets = {
  NODE_ENV: 'test',
  PUBLIC_BASE_URL: publicBaseUrl,
  OPERATOR_KEY: operatorKey,
  KEY_ENCRYPTION_KEY: Buffer.from('key-encryption key of the chaos!').toString('base64'),
  LOG_LEVEL: 'warn',
};

/** Services on one PostgreSQL of its own, which syncs to disk as in production. */
export async function replicasOnOneDatabase(
  count = 2,
  settings: Readonly<Record<string, string>> = {},
): Promise<ReplicaStage> {
  const directory = await makeDataDirectory();
  const start = () => startEmbeddedPostgres({ dataDirectory: directory.path, databases: ['stempel'] });
  let server: EmbeddedPostgres = await start();
  const connection = server.connection('stempel');
  const environment = {
    ...secrets,
    ...settings,
    DATABASE_URL: addressOf(connection),
    DATA_DIR: join(directory.path, '..', 'unused'),
  };
  const logs = Array.from({ length: count }, (_, index) => join(directory.path, '..', `replica-${index + 1}.log`));
  const replicas = await Promise.all(logs.map(async (log) => makeReplica(await freePort(), environment, log)));
  const postmaster = () => processNumber(server.processId());
  return {
    name: `${count} replicas`,
    replicas,
    connection,
    logs,
    postmaster,
    kill: async (victim, which) => {
      if (victim === 'backend') return killBackend(connection, which);
      if (victim.includes('postmaster')) process.kill(postmaster(), 'SIGKILL');
      if (victim.includes('service')) await replicas[which(replicas.length)]?.kill();
    },
    recover: () => allReady(replicas),
    stopDatabase: () => server.stop(),
    startDatabase: async () => {
      server = await start();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(replicas.map((replica) => replica.kill()));
      await server.stop();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** One service with the database that it starts itself. */
export async function serviceWithItsOwnDatabase(): Promise<Stage> {
  const directory = await makeDataDirectory();
  const log = join(directory.path, '..', 'service.log');
  const replica = makeReplica(await freePort(), { ...secrets, DATA_DIR: directory.path }, log);
  const data = join(directory.path, 'postgres');
  const connection = connectionThrough(socketDirectoryOf(data), 'stempel');
  return {
    name: 'own database',
    replicas: [replica],
    connection,
    logs: [log],
    kill: async (victim, which) => {
      if (victim === 'backend') return killBackend(connection, which);
      // Before the service, which would otherwise start it again and change the number.
      const postmaster = Number((await readFile(join(data, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
      if (victim.includes('postmaster')) process.kill(processNumber(postmaster), 'SIGKILL');
      if (victim.includes('service')) await replica.kill();
    },
    recover: () => allReady([replica]),
    [Symbol.asyncDispose]: async () => {
      // Also when it was killed: a last life ends the orphan and cleans up.
      if (!replica.isRunning()) replica.start();
      await until(() => replica.isReady(), longestRecovery);
      await replica.stop();
      await directory[Symbol.asyncDispose]();
    },
  };
}

async function allReady(replicas: readonly Replica[]): Promise<void> {
  await Promise.all(replicas.map((replica) => until(() => bringUp(replica), longestRecovery)));
}

/** A process that works for a service, mostly in the middle of a report. */
async function killBackend(connection: PoolConfig, which: (count: number) => number): Promise<void> {
  const client = new Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'stempel'
       order by state in ('active', 'idle in transaction') desc, pid limit 8`,
    );
    const pid = rows[which(rows.length)]?.pid;
    if (pid !== undefined) process.kill(processNumber(pid), 'SIGKILL');
  } finally {
    // The server takes all its other processes down when it loses one.
    await client.end().catch(() => undefined);
  }
}

/** Never 0, 1 or nothing, which `kill` would take for a group of processes. */
function processNumber(pid: number | undefined): number {
  if (pid === undefined || !Number.isInteger(pid) || pid <= 1) throw new Error(`not a process of ours: ${pid}`);
  return pid;
}

function addressOf({ host, port, user, database }: PoolConfig): string {
  return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(String(host))}`;
}
