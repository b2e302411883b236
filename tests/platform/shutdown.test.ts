import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attachEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { makeDataDirectory } from '../support/data-directory.ts';
import { freePort, serve } from '../support/program.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
let service: Awaited<ReturnType<typeof serve>>;
let holder: Client;
let environment: Record<string, string>;

beforeEach(async () => {
  directory = await makeDataDirectory();
  environment = { DATA_DIR: directory.path, PORT: await freePort() };
});
afterEach(async () => {
  await holder?.end().catch(() => undefined);
  service.child.kill('SIGKILL');
  await service.ended;
  await directory[Symbol.asyncDispose]();
});

/** A request that stands still in the middle of its transaction, until `release` is called. */
async function requestInFlight() {
  const operatorKey = (await readFile(join(directory.path, 'operator-key'), 'utf8')).trim();
  const post = (path: string, body: object) =>
    fetch(`${service.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const connection = await attachEmbeddedPostgres(join(directory.path, 'postgres'), 'stempel');
  holder = new Client(connection);
  // The server may be ended under it.
  holder.on('error', () => undefined);
  await holder.connect();
  await holder.query('begin; lock table outbox_messages in exclusive mode');
  const answer = post('/v1/issuers', { slug: 'flight', name: 'In flight', url: 'https://flight.example' });
  const waits = "select from pg_locks where not granted and relation = 'outbox_messages'::regclass";
  const watcher = new Client(connection);
  await watcher.connect();
  await until(async () => (await watcher.query(waits)).rowCount === 1);
  await watcher.end();
  return { answer, release: () => holder.query('commit') };
}

const ready = () =>
  fetch(`${service.url}/health/ready`).then(
    ({ status }) => status,
    () => 0,
  );

test('SIGTERM: not ready, then not listening; the request in flight is answered; then all is closed', async () => {
  service = await serve({ ...environment, DRAIN_SECONDS: '2' });
  const { answer, release } = await requestInFlight();
  service.child.kill('SIGTERM');
  const seen: number[] = [];
  await until(async () => {
    const status = await ready();
    if (status !== seen.at(-1)) seen.push(status);
    return status === 0;
  });
  // 200 only if it was asked before the signal arrived.
  expect(seen.filter((status) => status !== 200)).toEqual([503, 0]);
  await release();
  expect((await answer).status).toBe(201);
  expect((await service.ended).code).toBe(0);
  expect(service.stdout()).toContain('"msg":"closed"');
  // What was answered is there.
  service = await serve(environment);
  expect((await fetch(`${service.url}/issuers/flight`)).status).toBe(200);
});

test('a request that never ends is cut off after SHUTDOWN_SECONDS, the log says so, and the server is ended in order', async () => {
  service = await serve({ ...environment, SHUTDOWN_SECONDS: '1' });
  const { answer } = await requestInFlight();
  const refused = answer.then(
    ({ status }) => status,
    () => 'cut off',
  );
  const began = performance.now();
  service.child.kill('SIGTERM');
  expect((await service.ended).code).toBe(1);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(await refused).toBe('cut off');
  expect(service.stdout()).toMatch(/"step":"requests".*closing takes too long/);
  // Nothing of it is left, and the next start needs no crash recovery to say so.
  service = await serve(environment);
  expect((await fetch(`${service.url}/issuers/flight`)).status).toBe(404);
});

test('a directory that was claimed is free again', async () => {
  await mkdir(directory.path, { recursive: true });
  service = await serve(environment);
  service.child.kill('SIGTERM');
  expect((await service.ended).code).toBe(0);
  service = await serve(environment);
  expect(await ready()).toBe(200);
});
