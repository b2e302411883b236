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
const publicBaseUrl = 'https://badges.example';

/** The running service with its database, and what can be done to it. */
export interface Stage {
  readonly name: string;
  readonly replicas: readonly Replica[];
  readonly connection: PoolConfig;
  kill(victim: Victim, which: (count: number) => number): Promise<void>;
  /** Starts what is dead, and waits until all of it is ready: a database that was killed must have started anew. */
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
  // The load and the final look at every badge come from one address: what is tried here is not the rate limit.
  RATE_LIMIT_PER_ADDRESS: '1000000',
  RATE_LIMIT_PER_KEY: '1000000',
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
  let before: string | undefined;
  return {
    name: `${count} replicas`,
    replicas,
    connection,
    logs,
    postmaster,
    kill: async (victim, which) => {
      before = victim === 'service' ? undefined : await lifeOf(connection);
      if (victim === 'backend') return killBackend(connection, which);
      if (victim.includes('postmaster')) process.kill(postmaster(), 'SIGKILL');
      if (victim.includes('service')) await replicas[which(replicas.length)]?.kill();
    },
    recover: () => allReady(replicas, connection, before),
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
  let before: string | undefined;
  return {
    name: 'own database',
    replicas: [replica],
    connection,
    logs: [log],
    kill: async (victim, which) => {
      // Its server dies with the service, only later: the next service ends it.
      before = await lifeOf(connection);
      if (victim === 'backend') return killBackend(connection, which);
      // Before the service, which would otherwise start it again and change the number.
      const postmaster = Number((await readFile(join(data, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
      if (victim.includes('postmaster')) process.kill(processNumber(postmaster), 'SIGKILL');
      if (victim.includes('service')) await replica.kill();
    },
    recover: () => allReady([replica], connection, before),
    [Symbol.asyncDispose]: async () => {
      // Also when it was killed: a last life ends the orphan and cleans up.
      if (!replica.isRunning()) replica.start();
      await until(() => replica.isReady(), longestRecovery).catch(() => undefined);
      await replica.stop();
      await directory[Symbol.asyncDispose]();
    },
  };
}

async function allReady(
  replicas: readonly Replica[],
  connection: PoolConfig,
  before: string | undefined,
): Promise<void> {
  for (const replica of replicas) if (!replica.isRunning()) replica.start();
  if (before !== undefined) {
    await until(async () => {
      const now = await lifeOf(connection).catch(() => before);
      return now !== before;
    }, longestRecovery);
  }
  await Promise.all(replicas.map((replica) => until(() => bringUp(replica), longestRecovery)));
}

/** @returns what changes when the server loses its processes and starts anew, as it does when any of them is killed */
async function lifeOf(connection: PoolConfig): Promise<string> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<{ life: string }>(
      "select backend_start::text as life from pg_stat_activity where backend_type = 'checkpointer'",
    );
    return rows[0]?.life ?? '';
  });
}

/** A process that works for a service, mostly in the middle of a report. */
async function killBackend(connection: PoolConfig, which: (count: number) => number): Promise<void> {
  await withClient(connection, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'stempel'
       order by state in ('active', 'idle in transaction') desc, pid limit 8`,
    );
    // Where none works for a service just now, our own.
    const own = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    process.kill(processNumber((rows[which(rows.length)] ?? own.rows[0])?.pid), 'SIGKILL');
  });
}

async function withClient<Result>(connection: PoolConfig, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    // A server that loses a process takes all others down, ours too.
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
