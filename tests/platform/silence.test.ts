import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { closeDatabase, openDatabase } from '../../src/platform/database.ts';
import { limitSilence, longestSilence } from '../../src/platform/silence.ts';

/** A network between us and the server that can swallow everything, so that nobody learns that the other side is gone. */
const sockets: Socket[] = [];
const network = createServer((ours) => {
  const { host, port } = inject('server');
  const theirs = connect(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
  sockets.push(ours, theirs);
  for (const socket of [ours, theirs]) socket.on('error', () => undefined);
  ours.pipe(theirs).pipe(ours);
});
const swallowEverything = () => {
  for (const socket of sockets) socket.unpipe();
};

let client: Client;
beforeEach(async () => {
  network.listen(0, '127.0.0.1');
  await once(network, 'listening');
  const { user, password } = inject('server');
  const { port } = network.address() as AddressInfo;
  client = new Client({ host: '127.0.0.1', port, user, password, database: 'postgres', ssl: false });
  client.on('error', () => undefined);
  await client.connect();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await new Promise((resolve) => network.close(resolve));
});

test('a server that says nothing to a statement is given up', async () => {
  limitSilence(client, 100);
  swallowEverything();
  const since = performance.now();
  await expect(client.query('select 1')).rejects.toThrow(/silent|terminated/);
  expect(performance.now() - since).toBeLessThan(5_000);
});

test('one that is asked nothing may be silent', async () => {
  limitSilence(client, 20);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await expect(client.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
});

test('one that works on a statement for long, on purpose, is waited for', async () => {
  limitSilence(client, 20);
  limitSilence(client, 0);
  await expect(client.query('select pg_sleep(0.1)')).resolves.toMatchObject({ rowCount: 1 });
});

test('every connection of the service has the limit', async () => {
  const database = openDatabase({ ...inject('server'), database: 'postgres' });
  const pooled = await database.$client.connect();
  try {
    const connection: any = Reflect.get(pooled, 'connection');
    expect(connection.stream.timeout).toBe(longestSilence);
  } finally {
    pooled.release();
    await closeDatabase(database);
  }
});
