import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKeyring, findIssuer } from '../../src/issuers/index.ts';
import { memoryLog } from '../support/memory-log.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, operatorKey, type Provider, reportOf, type World } from '../support/world.ts';

const absent = '01890000-0000-7000-8000-000000000000';

describe('health', () => {
  test('lives and is ready', async () => {
    await using world = await makeWorld();
    for (const path of ['/health/live', '/health/ready']) {
      const { status, body } = await world.stranger.get(path);
      expect([status, body]).toEqual([200, { status: 'ok' }]);
    }
  });

  test('without a database lives, but is not ready', async () => {
    await using world = await makeWorld();
    await world.loseDatabase();
    expect((await world.stranger.get('/health/live')).status).toBe(200);
    const { status, body, headers } = await world.stranger.get('/health/ready');
    expect([status, body.type, headers['retry-after']]).toEqual([
      503,
      'https://badges.example/problems/unavailable',
      '5',
    ]);
  });

  test('is ready again as soon as the database is back, without a restart', async () => {
    await using world = await makeWorld();
    const terminate =
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    await Promise.all(Array.from({ length: 5 }, () => world.stranger.get('/health/ready')));
    await rowsOf(world.database, terminate);
    expect((await world.stranger.get('/health/ready')).status).toBe(200);
  });

  test('of one request whose connection breaks is a 503; the next one is answered', async () => {
    await using world = await makeWorld();
    const own = await world.provider('broken');
    await rowsOf(
      world.database,
      'create function hang() returns trigger language plpgsql as $$ begin perform pg_sleep(20); return new; end $$',
    );
    await rowsOf(world.database, 'create trigger hang before update on issuers for each row execute function hang()');
    const hanging = own.patch('/v1/issuers/me', { phone: '1' });
    const killed = async () =>
      rowsOf(
        world.database,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'",
      );
    await expect.poll(async () => (await killed()).length, { timeout: 10_000, interval: 20 }).toBeGreaterThan(0);
    const { status, body } = await hanging;
    expect([status, body.type]).toEqual([503, 'https://badges.example/problems/unavailable']);
    expect((await own.get('/v1/issuers/me')).body.phone).toBeUndefined();
  });
});

describe('headers', () => {
  let world: World;
  let badge: string;
  beforeAll(async () => {
    world = await makeWorld();
    const academy = await world.academy();
    badge = new URL((await academy.post('/v1/completions', reportOf('headers@example.org'))).body.awards[0].url)
      .pathname;
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  test.each([
    ['a page', '/', 'text/html'],
    ['a badge page', 'badge', 'text/html'],
    ['a badge', 'badge', 'application/json'],
    ['a problem', '/nothing', 'application/json'],
    ['a problem page', '/nothing', 'text/html'],
    ['a refused call', '/v1/awards', 'application/json'],
    ['a DID document', '/issuers/kompas/did.json', '*/*'],
    ['an unreadable address', '/issuers/%E0%A4%A', '*/*'],
  ])('of %s are those that browsers need', async (_what, path, accept) => {
    const { headers } = await world.stranger.get(path === 'badge' ? badge : path, { accept });
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(String(headers['content-security-policy'])).toMatch(/^default-src 'none'/);
    expect(String(headers['content-security-policy'])).toMatch(/frame-ancestors 'none'/);
    expect(String(headers['content-security-policy'])).not.toMatch(/unsafe/);
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers.server).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
    if (!path.includes('%')) {
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(String(headers['strict-transport-security'])).toMatch(/max-age=\d{7,}/);
    }
  });

  test('of somebody who claims another host or address change nothing', async () => {
    const spoofed = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.example',
    };
    for (const [path, accept] of [
      [badge, 'application/json'],
      ['/issuers/kompas', 'application/json'],
      ['/openapi.json', '*/*'],
      ['/', 'text/html'],
    ] as const) {
      expect((await world.stranger.get(path, { ...spoofed, accept })).text, path).not.toContain('evil.example');
    }
  });
});

describe('the log', () => {
  const log = memoryLog();
  const person = { email: 'Noor.Canary+log@example.org', name: 'Noor Canarievisser', reference: 'PERSON-4711' };
  let world: World;
  let academy: Provider;
  let signingSecret: string;

  beforeAll(async () => {
    world = await makeWorld({ log: log.stream, env: { LOG_LEVEL: 'debug' } });
    academy = await world.academy();
    const report = { ...reportOf(person.email), learner: person };
    const sent = await academy.post('/v1/completions', report);
    expect(sent.status).toBe(201);
    await academy.post(`/v1/awards/${sent.body.awards[0].id}/revoke`, { reason: { nl: 'Canariereden' } });
    await academy.get(`/v1/awards?learner=${sent.body.learner.id}`);
    await world.stranger.get(new URL(sent.body.awards[0].url).pathname, { accept: 'text/html' });
    // Refused, unreadable, unknown: whatever goes wrong may not be written down either.
    await academy.post('/v1/completions', { ...report, station: 'station:none', unknown: person.email });
    await academy.post('/v1/completions', `{"learner":{"email":"${person.email}"`, {
      'content-type': 'application/json',
    });
    await academy.get(`/v1/awards?learner=${person.email}`);
    await academy.get(`/v1/nothing/${person.email}?email=${person.email}`);
    await world.stranger.get(`/issuers/${person.email}%E0%A4%A`);
    await world.client(`${academy.key}x`).get('/v1/awards');
    const issuer = await findIssuer(world.database, academy.issuer.id);
    if (issuer === undefined) throw new Error('no issuer');
    signingSecret = (await createKeyring(world.custody).active(world.database, issuer)).secretKeyMultibase;
    // An error inside the database, whose answer quotes the row.
    await rowsOf(world.database, 'alter table learners add constraint canary check (false) not valid');
    const second = { ...person, email: `second.${person.email}` };
    expect((await academy.post('/v1/completions', { ...report, learner: second })).status).toBe(500);
    await world.loseDatabase();
    expect((await academy.post('/v1/completions', report)).status).toBe(503);
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  test('names no person', () => {
    const text = log.text();
    expect(text.length).toBeGreaterThan(2_000);
    expect(text).not.toMatch(/canary|canarie|noor|@example\.org|PERSON-4711|warmtegilde|oosterbaan/i);
  });

  test('holds no key and no secret', () => {
    const { keyEncryptionKey = '' } = world.on.config;
    for (const secret of [academy.key, operatorKey, signingSecret, keyEncryptionKey]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(log.text().includes(secret)).toBe(false);
    }
    expect(log.text()).not.toMatch(/bearer|authorization|z[1-9A-HJ-NP-Za-km-z]{60,}/i);
  });

  test('has one line per request, with its id, route pattern, status and time', () => {
    const requests = log.lines().filter(({ msg }) => msg === 'request');
    expect(requests.length).toBeGreaterThanOrEqual(15);
    for (const line of requests) {
      expect(line).toMatchObject({
        reqId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        method: expect.stringMatching(/^[A-Z]+$/),
        status: expect.any(Number),
        milliseconds: expect.any(Number),
      });
      expect(line.route).toMatch(/^(unknown|\/[a-z0-9/:.-]*|\*)$/);
    }
    expect(new Set(requests.map(({ reqId }) => reqId)).size).toBe(requests.length);
    // Once in each line: readers of logs refuse a name that stands twice (RFC 8259 §4).
    for (const line of log.text().split('\n')) expect(line.split('"reqId"').length, line).toBeLessThanOrEqual(2);
  });

  test('tells of what went wrong inside where it did, under the id that the caller got', () => {
    const failed = log.lines().filter(({ msg }) => msg === 'request failed');
    expect(failed).toHaveLength(1);
    expect(failed[0].level).toBe(50);
    expect(failed[0].err).toMatchObject({ cause: { code: '23514' } });
    expect(failed[0].err.stack).toMatch(/src\//);
    expect(log.lines().filter(({ msg, reqId }) => msg === 'request' && reqId === failed[0].reqId)).toHaveLength(1);
  });
});

test('a problem names its request, and the log knows it by that name', async () => {
  const log = memoryLog();
  await using world = await makeWorld({ log: log.stream });
  const { body } = await world.stranger.get(`/credentials/${absent}`, { 'x-request-id': 'mine', 'request-id': 'mine' });
  const id = body.instance.replace('urn:uuid:', '');
  expect(log.lines().filter(({ reqId }) => reqId === id)).toMatchObject([{ route: '/credentials/:id', status: 404 }]);
  expect(log.text()).not.toContain('mine');
});
