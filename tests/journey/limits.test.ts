import { afterEach, describe, expect, test } from 'vitest';
import { makeWorld, type World } from '../support/world.ts';

let world: World;
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});
const makeLimited = async (env: Record<string, string>) => {
  world = await makeWorld({ env });
  return world;
};
const from = (address: string) => ({ 'x-forwarded-for': address });

describe('requests a minute', () => {
  test('of an API key: counted for each key, refused beyond the limit, and told how long to wait', async () => {
    await makeLimited({ RATE_LIMIT_PER_KEY: '10' });
    const provider = await world.provider('busy'); // the provider's own key has been used once
    const statuses: number[] = [];
    for (let count = 0; count < 9; count += 1) statuses.push((await provider.get('/v1/issuers/me')).status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const last = await provider.get('/v1/issuers/me');
    expect(last.status).toBe(429); // RFC 6585 §4
    expect(last.body.type).toMatch(/\/problems\/too-many-requests$/);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    // draft-ietf-httpapi-ratelimit-headers-10 §3
    expect(last.headers['ratelimit-policy']).toBe('"key";q=10;w=60');
    expect(last.headers.ratelimit).toMatch(/^"key";r=0;t=\d+$/);
    const other = world.client(await world.apiKey(provider.issuer.id, ['issuer:read']));
    const answer = await other.get('/v1/issuers/me');
    expect([answer.status, answer.headers['ratelimit-remaining']]).toEqual([200, '9']);
  });

  test('of an address without a key: counted together, and health is never refused', async () => {
    await makeLimited({ RATE_LIMIT_PER_ADDRESS: '3' });
    for (let count = 0; count < 3; count += 1) expect((await world.stranger.get('/verify')).status).toBe(200);
    expect((await world.stranger.get('/contexts/stempel-v1')).status).toBe(429);
    expect((await world.stranger.get('/health/ready')).status).toBe(200);
    expect((await world.operator.get('/v1/issuers')).status).toBe(429);
  });

  test('with wrong keys count for their address; with a right one they do not', async () => {
    await makeLimited({ RATE_LIMIT_PER_ADDRESS: '3' });
    for (let count = 0; count < 5; count += 1) expect((await world.operator.get('/v1/issuers')).status).toBe(200);
    for (let count = 0; count < 4; count += 1)
      expect((await world.client('wrong').get('/v1/issuers')).status).toBe(count < 3 ? 401 : 429);
  });

  test('are counted by the address that a trusted proxy tells, and by no header otherwise', async () => {
    await makeLimited({ RATE_LIMIT_PER_ADDRESS: '1', TRUSTED_PROXIES: '127.0.0.1' });
    expect((await world.stranger.get('/verify', from('203.0.113.1'))).status).toBe(200);
    expect((await world.stranger.get('/verify', from('203.0.113.2'))).status).toBe(200);
    expect((await world.stranger.get('/verify', from('203.0.113.1'))).status).toBe(429);
    await world[Symbol.asyncDispose]();
    await makeLimited({ RATE_LIMIT_PER_ADDRESS: '1' });
    expect((await world.stranger.get('/verify', from('203.0.113.1'))).status).toBe(200);
    expect((await world.stranger.get('/verify', from('203.0.113.2'))).status).toBe(429);
  });
});

describe('badges to judge', () => {
  const badges = (count: number) => ({ badges: Array.from({ length: count }, () => '{}') });
  const judge = async (who: World['stranger'], count: number) => (await who.post('/v1/verify', badges(count))).status;

  test('count one by one, for the key when there is one and for the address otherwise (threats.md §5)', async () => {
    await makeLimited({ RATE_LIMIT_PER_ADDRESS: '20', RATE_LIMIT_PER_KEY: '40' });
    const provider = await world.provider('busy'); // the provider's own key has been used once
    expect(await judge(provider, 15)).toBe(200);
    const lines = await provider.post('/v1/verify', '{}\n'.repeat(60), { 'content-type': 'application/x-ndjson' });
    const told = lines.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(told.filter(({ verdict }) => verdict === 'malformed').length).toBeLessThanOrEqual(40 - 17);
    expect(told.at(-1).problem.type).toMatch(/\/problems\/too-many-requests$/);
    // What was asked with the key left the address alone, or these would not fit any more.
    expect([await judge(world.stranger, 15), await judge(world.stranger, 15)]).toEqual([200, 429]);
  });
});

describe('a page of another origin (Fetch standard, CORS protocol)', () => {
  const origin = { origin: 'https://elsewhere.example' };
  const preflight = (url: string, who: string, method = 'GET') =>
    world.stranger.request({
      method: 'OPTIONS',
      url,
      headers: {
        origin: who,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization',
      },
    });

  test.each(['/verify', '/contexts/stempel-v1', '/openapi.json', '/health/live'])('may read %s', async (path) => {
    await makeLimited({});
    const { headers } = await world.stranger.get(path, origin);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  test('may not call the API of providers, unless it is named in the configuration', async () => {
    await makeLimited({ CORS_ORIGINS: 'https://console.example, https://other.example' });
    for (const allowed of ['https://console.example', 'https://other.example']) {
      const asked = await preflight('/v1/awards', allowed, 'POST');
      expect(asked.status).toBe(204);
      expect(asked.headers['access-control-allow-origin']).toBe(allowed);
      expect(asked.headers.vary).toMatch(/Origin/i);
    }
    const refused = await preflight('/v1/awards', 'https://elsewhere.example', 'POST');
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    const called = await world.operator.get('/v1/issuers', origin);
    expect(called.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('may not read what only a learner may see, nor the metrics', async () => {
    await makeLimited({ CORS_ORIGINS: 'https://console.example' });
    for (const path of ['/mine/token', '/metrics']) {
      const { headers } = await world.stranger.get(path, { origin: 'https://console.example' });
      expect(headers['access-control-allow-origin'], path).toBeUndefined();
    }
  });
});
