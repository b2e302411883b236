import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect } from 'node:net';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { closeDatabase, openDatabase } from '../../src/platform/database.ts';
import { isUnanswered } from '../../src/platform/database-failure.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, operatorKey, type Provider, type World } from '../support/world.ts';
import { reportOf } from './academy.ts';

/** Locks that somebody holds, connections that nobody has left: real ones, on a real server. Each ends in "not now", and later it works. */
let world: World;
let academy: Provider;
/** Somebody else at work on the same database. */
let other: Client;
let known: any;

beforeEach(async () => {
  world = await makeWorld();
  academy = await world.academy();
  const { host, port, user, database } = world.database.$client.options;
  other = new Client({ host, port, user, database } as object);
  other.on('error', () => undefined);
  await other.connect();
  known = (await academy.post('/v1/completions', reportOf('held@example.org', 'ST-05', 3))).body;
});
afterEach(async () => {
  await other.end();
  await world[Symbol.asyncDispose]();
});

const unavailable = [503, 'https://badges.example/problems/unavailable', '5'];
const told = ({ status, body, headers }: any) => [status, body.type, headers['retry-after']];
const key = () => ({ 'idempotency-key': randomUUID() });
const revoke = (headers: Record<string, string>) =>
  academy.post(`/v1/awards/${known.awards[0].id}/revoke`, { reason: 'Test' }, headers);
const hold = (row: 'learners' | 'awards', id: string) =>
  other.query(`select from ${row} where id = $1 for update`, [id]);
const statusOf = async (id: string) => (await academy.get(`/v1/awards/${id}`)).body.state;

/** Waits until somebody of the service waits for a lock; tells who. */
async function waiting(): Promise<number> {
  const asked =
    "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name = 'stempel'";
  let pid = 0;
  await expect
    .poll(
      async () => {
        pid = (await rowsOf(world.database, asked))[0]?.pid ?? 0;
        return pid;
      },
      { timeout: 10_000, interval: 10 },
    )
    .toBeGreaterThan(0);
  return pid;
}

describe('not now, and nothing is changed', () => {
  test('a statement that takes too long (57014)', async () => {
    await other.query('begin');
    await hold('learners', known.learner.id);
    const keyed = key();
    const revoking = revoke(keyed);
    // What `statement_timeout` does, without waiting for it.
    await rowsOf(world.database, 'select pg_cancel_backend($1)', await waiting());
    expect(told(await revoking)).toEqual(unavailable);
    await other.query('rollback');
    expect(await statusOf(known.awards[0].id)).toBe('active');
    expect((await revoke(keyed)).body.state).toBe('revoked');
  });

  test('a deadlock that is lost (40P01)', async () => {
    await other.query("set deadlock_timeout = '60s'");
    await other.query('begin');
    await hold('awards', known.awards[0].id);
    const keyed = key();
    const revoking = revoke(keyed);
    await waiting();
    // Now each holds what the other wants; the service notices first.
    const crosswise = hold('learners', known.learner.id);
    expect(told(await revoking)).toEqual(unavailable);
    await crosswise;
    await other.query('rollback');
    expect(await statusOf(known.awards[0].id)).toBe('active');
    expect((await revoke(keyed)).body.state).toBe('revoked');
  });

  test('a serialization conflict that is lost (40001)', async () => {
    // An operator may have chosen this for the whole server; it holds for connections that are opened from now on.
    const { rows } = await other.query('select current_database() as name');
    await other.query(`alter database ${rows[0].name} set default_transaction_isolation = 'repeatable read'`);
    await rowsOf(
      world.database,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid not in (pg_backend_pid(), $1)',
      (await other.query('select pg_backend_pid() as pid')).rows[0].pid,
    );
    await other.query('begin');
    await other.query('update learners set reference = $2 where id = $1', [known.learner.id, 'meanwhile']);
    const keyed = key();
    const revoking = revoke(keyed);
    await waiting();
    await other.query('commit');
    expect(told(await revoking)).toEqual(unavailable);
    expect((await revoke(keyed)).body.state).toBe('revoked');
  });

  test('a transaction that stood still for too long (25P03)', async () => {
    const { database } = world;
    const standing = database.transaction(async (tx) => {
      await tx.execute("set idle_in_transaction_session_timeout = '10ms'");
      const { rows } = await tx.execute<{ pid: number }>('select pg_backend_pid() as pid');
      await expect
        .poll(async () => (await other.query('select from pg_stat_activity where pid = $1', [rows[0]?.pid])).rowCount)
        .toBe(0);
      await tx.execute('select 1');
    });
    expect(isUnanswered(await standing.catch((error: unknown) => error))).toBe(true);
  });
});

test('a pool without a free connection says "not now" soon, lives, and goes on when there is one', async () => {
  const { host, port, user, database: name } = world.database.$client.options;
  const database = openDatabase({ host, port, user, database: name, max: 1, connectionTimeoutMillis: 200 } as object);
  const { http } = await buildApp({ ...world.on, database }, { custody: world.custody, operatorKey });
  const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
    http.inject({ method, url, headers: { authorization: `Bearer ${academy.key}` }, ...(payload && { payload }) });
  const toldBy = (answer: any) => [answer.statusCode, answer.json().type, answer.headers['retry-after']];
  try {
    await other.query('begin');
    await hold('learners', known.learner.id);
    const first = ask('POST', '/v1/completions', reportOf('held@example.org', 'ST-01', 3));
    await waiting();
    expect(toldBy(await ask('POST', '/v1/completions', reportOf('free@example.org', 'ST-01', 3)))).toEqual(unavailable);
    expect(toldBy(await ask('GET', '/health/ready'))).toEqual(unavailable);
    expect((await ask('GET', '/health/live')).statusCode).toBe(200);
    await other.query('rollback');
    expect((await first).statusCode).toBe(201);
    expect((await ask('GET', '/health/ready')).statusCode).toBe(200);
    expect((await ask('POST', '/v1/completions', reportOf('free@example.org', 'ST-01', 3))).statusCode).toBe(201);
  } finally {
    await http.close();
    await closeDatabase(database);
  }
});

test('a connection on which no transaction could begin is not kept', async () => {
  const { host, port, user, database: name } = world.database.$client.options;
  const database = openDatabase({ host, port, user, database: name, max: 1, connectionTimeoutMillis: 500 } as object);
  try {
    const isolationLevel = 'none at all' as 'serializable';
    await expect(database.transaction(async () => undefined, { isolationLevel })).rejects.toThrow();
    await expect(database.execute('select 1')).resolves.toMatchObject({ rowCount: 1 });
  } finally {
    await closeDatabase(database);
  }
});

describe('a client that cuts its connection', () => {
  const request = (body: string, headers: Record<string, string>) => {
    const all = { host: 'badges.example', authorization: `Bearer ${academy.key}`, ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return `POST /v1/completions HTTP/1.1\r\n${lines.join('')}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  };
  const completions = async () => (await rowsOf(world.database, 'select id from completions')).length;
  const open = async () => {
    if (!world.app.server.listening) await world.app.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((world.app.server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    return socket;
  };

  test('while its report is worked on: the report is done, and sent again it gets the same awards', async () => {
    await other.query('begin');
    await hold('learners', known.learner.id);
    const body = reportOf('held@example.org', 'ST-01', 3);
    const keyed = key();
    const socket = await open();
    socket.write(request(JSON.stringify(body), keyed));
    await waiting();
    socket.destroy();
    await other.query('rollback');
    await expect.poll(completions, { timeout: 10_000 }).toBe(2);
    const again = await academy.post('/v1/completions', body, keyed);
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    const awards = await rowsOf(world.database, "select id from awards where achievement_ref ~ '(EN|ST)-01'");
    expect(again.body.awards.map(({ id }: any) => id).toSorted()).toEqual(awards.map(({ id }) => id).toSorted());
    // And without the key, by the report itself.
    const unkeyed = await academy.post('/v1/completions', body);
    expect([unkeyed.status, unkeyed.body.completion.id]).toEqual([200, again.body.completion.id]);
    expect(await completions()).toBe(2);
  });

  test('in the middle of its report: nothing is done, and sent again it is', async () => {
    const body = reportOf('held@example.org', 'ST-01', 3);
    const keyed = key();
    const text = request(JSON.stringify(body), keyed);
    const socket = await open();
    const closed = new Promise((resolve) => world.app.server.once('connection', (ours) => ours.once('close', resolve)));
    socket.write(text.slice(0, -20));
    await new Promise((resolve) => world.app.server.once('request', resolve));
    socket.destroy();
    await closed;
    expect(await completions()).toBe(1);
    const again = await academy.post('/v1/completions', body, keyed);
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, undefined]);
  });
});
