import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { attachEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { makeDataDirectory } from '../support/data-directory.ts';
import { ask } from '../support/embedded-postgres.ts';
import { freePort, run, serve } from '../support/program.ts';
import { until } from '../support/until.ts';
import { reportOf, sampleAcademy } from '../support/world.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 300_000 });

/** One badge that a provider was told of. */
interface Acknowledged {
  readonly id: string;
  readonly path: string;
  readonly text: string;
}

const operatorKey = 'operator-key-of-the-tests-0123456789';

let place: Awaited<ReturnType<typeof makeDataDirectory>>;
let environment: Record<string, string>;
let service: Awaited<ReturnType<typeof serve>>;
let key: string;
let folder: string;
let beforeBackup: Acknowledged[];
let untilT: Acknowledged[];
let afterT: Acknowledged[];
let T: Date;
/** Erased after T. */
let forgotten: string;

const dataDirectory = (name: string) => join(place.path, name);
const on = (name: string) => ({ ...environment, DATA_DIR: dataDirectory(name) });

async function call(method: string, path: string, body?: unknown, by = key): Promise<any> {
  const answer = await fetch(`${service.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${by}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

const get = async (path: string) => {
  const answer = await fetch(`${service.url}${path}`, { headers: { accept: 'application/json' } });
  return { status: answer.status, text: await answer.text() };
};

async function verdictOf(text: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${service.url}/verify`, { method: 'POST', headers, body: text });
  return JSON.parse(await answer.text()).verdict;
}

let learners = 0;
/** Reports of fresh learners, and the badges that were acknowledged for them. */
async function load(count: number): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  for (let n = 0; n < count; n += 1) {
    const { awards } = await call('POST', '/v1/completions', reportOf(`learner-${++learners}@example.org`));
    for (const { id, url } of awards) {
      const path = new URL(url).pathname;
      acknowledged.push({ id, path, text: (await get(path)).text });
    }
  }
  return acknowledged;
}

async function idsOf(): Promise<string[]> {
  return (await call('GET', '/v1/awards?limit=100')).items.map(({ id }: Acknowledged) => id).toSorted();
}

const ids = (badges: readonly Acknowledged[]) => badges.map(({ id }) => id).toSorted();

/** Runs a command that must succeed, and reads its JSON. */
async function command(words: string[], by: Record<string, string>): Promise<any> {
  const ended = await run([...words, '--json'], by);
  expect(ended.code, ended.stderr).toBe(0);
  return JSON.parse(ended.stdout);
}

beforeAll(async () => {
  place = await makeDataDirectory();
  environment = {
    PORT: await freePort(),
    LOG_LEVEL: 'warn',
    OPERATOR_KEY: operatorKey,
    KEY_ENCRYPTION_KEY: Buffer.alloc(32, 5).toString('base64'),
    ARCHIVE_DIR: dataDirectory('archive'),
  };
  // 1 Load, back up while it runs, more load, T, and more load.
  service = await serve(on('lost'));
  const issuer = await call('POST', '/v1/issuers', { slug: 'b', name: 'B', url: 'https://b.example' }, operatorKey);
  const scopes = ['curriculum:write', 'completions:write', 'awards:read', 'awards:write', 'issuer:write'];
  key = (await call('POST', `/v1/issuers/${issuer.id}/api-keys`, { name: 'lms', scopes }, operatorKey)).key;
  await call('POST', '/v1/keys');
  await call('PUT', '/v1/curriculum', sampleAcademy);
  beforeBackup = await load(3);
  const loading = load(5);
  const made = await command(['backup', 'create', '--to', dataDirectory('backups')], on('lost'));
  folder = made.backup;
  untilT = [...beforeBackup, ...(await loading), ...(await load(2))];
  await call('POST', `/v1/awards/${untilT[0]?.id}/revoke`, { reason: 'before T' });
  T = new Date();
  await until(() => Date.now() > T.getTime());
  afterT = await load(2);
  await call('POST', `/v1/awards/${untilT[2]?.id}/revoke`, { reason: 'after T' });
  const mine = (await call('GET', `/v1/awards/${beforeBackup[2]?.id}`)).learner;
  forgotten = mine.id;
  await command(['learner', 'erase', 'b', forgotten], on('lost'));
  const list = await run(['learner', 'erasures'], on('lost'));
  await writeFile(dataDirectory('erasures.jsonl'), list.stdout);
  // 2 The archive holds all of it …
  const inside = (await attachEmbeddedPostgres(join(dataDirectory('lost'), 'postgres'), 'stempel')) ?? {};
  const segment = await ask(inside, 'select pg_walfile_name(pg_switch_wal())');
  await until(async () => (await readdir(dataDirectory('archive'))).includes(`${segment}.gz`));
  // 3 … when the machine goes down for good, and its disk with it.
  const cluster = join(dataDirectory('lost'), 'postgres', 'cluster');
  const server = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  service.child.kill('SIGKILL');
  process.kill(server, 'SIGKILL');
  await service.ended;
  await rm(dataDirectory('lost'), { recursive: true, maxRetries: 10 });
});
afterAll(async () => {
  service?.child.kill('SIGKILL');
  await service?.ended;
  await place[Symbol.asyncDispose]();
});

const restore = (to: string, ...more: string[]) =>
  run(['backup', 'restore', '--from', folder, '--to', dataDirectory(to), ...more], environment);
const archived = () => ['--archive', dataDirectory('archive')];

test('restored to T: exactly what was acknowledged until T is there, byte for byte, and the service goes on', async () => {
  const restored = await restore('restored', ...archived(), '--until', T.toISOString());
  expect(restored.code, restored.stderr).toBe(0);
  expect(restored.stdout).toContain('key-encryption key');
  service = await serve(on('restored'));
  expect(await idsOf()).toEqual(ids(untilT));
  for (const [at, { path, text }] of untilT.entries()) {
    expect(await get(path)).toEqual({ status: 200, text });
    expect(await verdictOf(text), path).toBe(at === 0 ? 'revoked' : 'valid');
  }
  for (const { path } of afterT) expect((await get(path)).status).toBe(404);
  // The list is signed anew, and says what the service says.
  const list = JSON.parse(untilT[0]?.text ?? '').credentialStatus.statusListCredential;
  const signed = JSON.parse((await get(new URL(list).pathname)).text);
  expect(new Date(signed.validFrom) > T).toBe(true);
  // New badges, at fresh places of the list.
  const more = await load(3);
  const places = [...untilT, ...more].map(({ text }) => JSON.parse(text).credentialStatus.statusListIndex);
  expect(new Set(places).size).toBe(places.length);
  for (const { text } of more) expect(await verdictOf(text)).toBe('valid');
  expect((await run(['audit', 'verify'], on('restored'))).code).toBe(0);
  service.child.kill('SIGTERM');
  await service.ended;
});

test('restored without a moment: everything in the archive; without an archive: what the backup holds', async () => {
  expect((await restore('whole', ...archived())).code).toBe(0);
  service = await serve(on('whole'));
  expect(await idsOf()).toEqual(ids([...untilT, ...afterT]));
  service.child.kill('SIGTERM');
  await service.ended;
  expect((await restore('bare', '--erasures', dataDirectory('erasures.jsonl'))).code).toBe(0);
  service = await serve(on('bare'));
  const there = await idsOf();
  expect(there).toEqual(expect.arrayContaining(ids(beforeBackup)));
  expect(ids(untilT)).toEqual(expect.arrayContaining(there));
  // Who was erased after the backup is erased again.
  const person = await command(['learner', 'show', 'b', forgotten], on('bare'));
  expect(person).toMatchObject({ id: forgotten, erasedAt: expect.any(String) });
  expect(person.email).toBeUndefined();
  service.child.kill('SIGTERM');
  await service.ended;
});

test('what cannot be done is refused, and nothing is left behind', async () => {
  const future = new Date(Date.now() + 3_600_000).toISOString();
  const cases: [Promise<{ code: number | null; stderr: string }>, number, RegExp][] = [
    [restore('a', '--until', T.toISOString()), 1, /needs the archive/],
    [restore('b', ...archived(), '--until', '2020-01-01T00:00:00Z'), 1, /take an earlier one/],
    [restore('c', ...archived(), '--until', 'yesterday'), 2, /a moment with its zone/],
    [restore('d', ...archived(), '--until', future), 1, /archive does not reach/],
    [run(['backup', 'verify', place.path], environment), 1, /no finished backup/],
    [
      run(['backup', 'create', '--to', place.path], { ...environment, DATABASE_URL: 'postgres://x@127.0.0.1:1/x' }),
      1,
      /docs\/backup.md/,
    ],
  ];
  for (const [ended, code, said] of cases)
    expect(await ended).toMatchObject({ code, stderr: expect.stringMatching(said) });
  expect((await readdir(join(dataDirectory('d'), 'postgres'))).filter((name) => name.startsWith('cluster'))).toEqual(
    [],
  );
});

test('a backup is never put over data, and a damaged one is found and not put back at all', async () => {
  await restore('taken');
  const again = await restore('taken');
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('There is data in') });
  expect((await run(['backup', 'verify', folder], environment)).code).toBe(0);
  await appendFile(join(folder, 'cluster', 'global', 'pg_control'), 'x');
  const verified = await run(['backup', 'verify', folder, '--json'], environment);
  expect([verified.code, JSON.parse(verified.stdout).damaged]).toEqual([1, ['global/pg_control']]);
  expect(await restore('e')).toMatchObject({ code: 1, stderr: expect.stringContaining('damaged') });
});
