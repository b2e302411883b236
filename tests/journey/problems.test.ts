import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ProblemCode, problemTypes } from '../../src/platform/problem.ts';
import { doors, nameOf } from '../support/doors.ts';
import { type Answer, makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const absent = '01890000-0000-7000-8000-000000000000';
const json = { 'content-type': 'application/json' };

/** RFC 9457 §3: what every problem has, and that the header says so. */
function expectProblem(answer: Answer, code: ProblemCode): void {
  const { status, title } = problemTypes[code];
  expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']], answer.text).toEqual([
    status,
    'application/problem+json',
    'no-store',
  ]);
  const { type, instance, detail, errors, ...rest } = answer.body;
  expect(rest).toEqual({ title, status });
  expect(type).toBe(`https://badges.example/problems/${code}`);
  expect(instance).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  expect(detail.length).toBeGreaterThan(10);
  for (const { pointer = '#', parameter = '', detail: what, code: rule = '', ...more } of errors ?? []) {
    expect([typeof parameter, typeof what, typeof rule, more]).toEqual(['string', 'string', 'string', {}]);
    expect(pointer).toMatch(/^#(\/([^~/]|~[01])*)*$/);
  }
}

const completion =
  (body: unknown, headers: Record<string, string> = json) =>
  () =>
    academy.post('/v1/completions', body, headers);
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const cases: [what: string, ask: () => Promise<Answer>, code: ProblemCode, faults?: readonly object[]][] = [
  ['a body that is cut off', completion('{"learner":'), 'malformed-body'],
  ['a comma too many', completion('{"station":"a",}'), 'malformed-body'],
  ['a single quote', completion("{'station':'a'}"), 'malformed-body'],
  ['an empty body', completion(''), 'malformed-body'],
  ['two texts', completion('{} {}'), 'malformed-body'],
  ['bytes that are not UTF-8', completion(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), 'malformed-body'],
  [
    'a member named twice',
    completion('{"learner":{"email":"a@b.nl","email":"c@d.nl"}}'),
    'malformed-body',
    [{ pointer: '#/learner/email', code: 'duplicate-key' }],
  ],
  [
    'a member named twice, once escaped',
    completion('{"station":"a","st\\u0061tion":"b"}'),
    'malformed-body',
    [{ pointer: '#/station' }],
  ],
  ['a lone surrogate', completion('{"station":"\\ud800"}'), 'malformed-body', [{ pointer: '#/station' }]],
  ['a member __proto__', completion('{"__proto__":{"x":1}}'), 'malformed-body'],
  ['a number beyond all numbers', completion('{"hoursAttended":1e999}'), 'malformed-body'],
  ['too deep a body', completion(`{"station":${nested(40)}}`), 'malformed-body'],
  ['a very deep body', completion(nested(200_000)), 'malformed-body'],
  ['an array that is too long', completion(`{"assessments":[${'1,'.repeat(600)}1]}`), 'malformed-body'],
  ['a string that is too long', completion(`{"station":"${'x'.repeat(70_000)}"}`), 'malformed-body'],
  ['a body of more than a megabyte', completion(`{"station":"${'x'.repeat(1_100_000)}"}`), 'body-too-large'],
  ['a body of another type', completion('{}', { 'content-type': 'text/plain' }), 'unsupported-media-type'],
  ['a form', completion('a=b', { 'content-type': 'application/x-www-form-urlencoded' }), 'unsupported-media-type'],
  ['a body of no type', completion('{}', { 'content-type': '' }), 'unsupported-media-type'],
  ['a file where JSON is wanted', completion('a,b', { 'content-type': 'text/csv' }), 'unsupported-media-type'],
  ['no body at all', () => academy.post('/v1/completions'), 'invalid-request'],
  ['a body that is no object', completion('[]'), 'invalid-request', [{ pointer: '#' }]],
  [
    'a missing member',
    completion({ ...reportOf('a@b.nl'), station: undefined }),
    'invalid-request',
    [{ pointer: '#/station' }],
  ],
  [
    'an unknown member',
    completion({ ...reportOf('a@b.nl'), statoin: 'x' }),
    'invalid-request',
    [{ pointer: '#/statoin', code: 'unrecognized_keys' }],
  ],
  [
    'an e-mail address that is none',
    completion({ ...reportOf('nobody') }),
    'invalid-request',
    [{ pointer: '#/learner/email' }],
  ],
  [
    'a fault deep inside',
    completion({ ...reportOf('a@b.nl'), assessments: [{ ulo: 'x', criteria: [{ criterion: 'c', level: 'high' }] }] }),
    'invalid-request',
    [{ pointer: '#/assessments/0/criteria/0/level' }],
  ],
  [
    'a day that is no day',
    completion({ ...reportOf('a@b.nl'), completedOn: '2026-02-30' }),
    'invalid-request',
    [{ pointer: '#/completedOn' }],
  ],
  [
    'a station that does not exist',
    completion({ ...reportOf('a@b.nl'), station: 'station:none' }),
    'rule-violated',
    [{ pointer: '#/station' }],
  ],
  ['an unknown path', () => academy.get('/v1/nothing'), 'not-found'],
  ['an unknown path outside the API', () => world.stranger.get('/nothing/here'), 'not-found'],
  ['a known path with a slash behind', () => academy.get('/v1/awards/'), 'invalid-request'],
  ['a path that is not well encoded', () => world.stranger.get('/issuers/%E0%A4%A'), 'invalid-request'],
  ['an id in a path that is no uuid', () => academy.get('/v1/awards/1'), 'invalid-request', [{ parameter: 'id' }]],
  ['an id of nothing', () => academy.get(`/v1/awards/${absent}`), 'not-found'],
  ['a public id of nothing', () => world.stranger.get(`/credentials/${absent}`), 'not-found'],
  ['an unknown query parameter', () => academy.get('/v1/awards?page=2'), 'invalid-request', [{ parameter: 'page' }]],
  ['a limit that is too high', () => academy.get('/v1/awards?limit=201'), 'invalid-request', [{ parameter: 'limit' }]],
  [
    'a limit that is no number',
    () => academy.get('/v1/awards?limit=many'),
    'invalid-request',
    [{ parameter: 'limit' }],
  ],
  [
    'a parameter given twice',
    () => academy.get('/v1/awards?limit=1&limit=2'),
    'invalid-request',
    [{ parameter: 'limit' }],
  ],
  ['a cursor that is none', () => academy.get('/v1/events?after=5'), 'invalid-request', [{ parameter: 'after' }]],
  [
    'a media type that a badge does not have',
    async () => world.stranger.get(await aBadge(), { accept: 'image/png' }),
    'not-acceptable',
  ],
  ['a method that a path does not have', () => academy.get('/v1/completions'), 'method-not-allowed'],
  ['a zero byte in a reference', () => academy.get('/v1/stations/a%00b'), 'invalid-request'],
  ['a zero byte in a filter', () => academy.get('/v1/awards?achievement=a%00b'), 'invalid-request'],
  ['a zero byte in a slug', () => world.stranger.get('/issuers/a%00b'), 'invalid-request'],
  ['a zero byte in the path of a DID document', () => world.stranger.get('/issuers/a%00b/did.json'), 'invalid-request'],
  ['a zero byte in a body', completion({ ...reportOf('a@b.nl'), station: 'a\u0000b' }), 'malformed-body'],
  ['a reference that is too long', () => academy.get(`/v1/stations/${'x'.repeat(301)}`), 'invalid-request'],
  ['a body where none is wanted', () => world.operator.post('/v1/keys/rewrap', { now: true }), 'invalid-request'],
  ['no key', () => world.stranger.get('/v1/awards'), 'unauthenticated'],
  ['the key of the operator', () => world.operator.get('/v1/awards'), 'forbidden'],
  [
    'a slug that is taken',
    () => world.operator.post('/v1/issuers', { slug: 'kompas', name: 'x', url: 'https://x.example' }),
    'conflict',
    [{ pointer: '#/slug' }],
  ],
];

test.each(cases)('%s', async (_what, ask, code, faults = []) => {
  const answer = await ask();
  expectProblem(answer, code);
  for (const fault of faults) expect(answer.body.errors).toContainEqual(expect.objectContaining(fault));
});

test.each(doors.filter(({ method }) => method === 'GET').map(nameOf))(
  '%s refuses a parameter it does not know',
  async (name) => {
    const url = `${name.slice(4).replace(':id', absent).replace(':ref', 'x')}?unknown=1`;
    const callers = await Promise.all([academy.get(url), world.operator.get(url)]);
    const answer = callers.find(({ status }) => status !== 403);
    if (answer === undefined) throw new Error('closed to both');
    expectProblem(answer, 'invalid-request');
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ parameter: 'unknown' }));
  },
);

async function aBadge(): Promise<string> {
  const { body } = await academy.post('/v1/completions', reportOf('badge@example.org'));
  return new URL(body.awards[0].url).pathname;
}

describe('somebody with a browser', () => {
  const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  test.each([
    ['/nothing', 404],
    [`/credentials/${absent}`, 404],
    ['/credentials/1', 400],
    ['/issuers/nobody', 404],
  ])('gets a page for %s', async (path, status) => {
    const answer = await world.stranger.get(path, { accept });
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect(answer.text).toMatch(/^<!doctype html>/i);
    expect(String(answer.headers['content-security-policy'])).toMatch(/default-src 'none'/);
    expect(answer.text).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}/);
  });

  test('gets problems of the API as JSON, which is what an API speaks', async () => {
    expectProblem(await academy.get(`/v1/awards/${absent}`, { accept }), 'not-found');
  });
});

describe('when the database is gone', () => {
  const canaries = /select |insert |postgres|pool|\bpg\b|drizzle|stack|node_modules|at \w+ \(|ECONN|socket/i;

  test.each([
    ['GET', '/v1/awards', undefined],
    ['POST', '/v1/completions', reportOf('canary-person@example.org')],
    ['GET', `/credentials/${absent}`, undefined],
    ['GET', '/issuers/kompas', undefined],
    ['GET', '/issuers/kompas/did.json', undefined],
    ['GET', `/status/${absent}`, undefined],
  ] as const)('%s %s tells that, and nothing of what is inside', async (method, url, body) => {
    await using broken = await makeWorld();
    const issuer = await broken.provider('kompas');
    await broken.loseDatabase();
    const answer = await issuer.request({
      method,
      url,
      ...(body && { headers: json, payload: JSON.stringify(body) }),
    });
    expectProblem(answer, 'unavailable');
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.text).not.toMatch(canaries);
    expect(answer.text).not.toContain('canary-person');
  });
});

test('what goes wrong inside is told as our fault, without what it was', async () => {
  await using broken = await makeWorld();
  const issuer = await broken.provider('kompas');
  await broken.database.$client.query('alter table awards rename column state to secret_column_name');
  const answer = await issuer.get('/v1/awards');
  expectProblem(answer, 'internal');
  expect(answer.text).not.toMatch(/secret_column_name|select|column|awards"/);
});

describe('the list of problems', () => {
  const documented = [
    ...readFileSync(new URL('../../docs/problems.md', import.meta.url), 'utf8').matchAll(
      /^\| `([a-z-]+)` +\| (\d{3}) +\|/gm,
    ),
  ].map(([, code, status]) => `${code} ${status}`);

  test('in docs/problems.md is the list in the code', () => {
    expect(documented).toEqual(Object.entries(problemTypes).map(([code, { status }]) => `${code} ${status}`));
  });

  test.each(Object.entries(problemTypes))('has a page of its own for %s', async (code, { status, title }) => {
    const answer = await world.stranger.get(`/problems/${code}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ type: `https://badges.example/problems/${code}`, status, title });
  });

  test('has nothing else', async () => {
    for (const code of ['nothing', 'constructor', '__proto__', 'toString']) {
      expectProblem(await world.stranger.get(`/problems/${code}`), 'not-found');
    }
  });
});

describe('a wrong method', () => {
  test.each([
    ['/v1/completions', 'get', 'POST'],
    ['/v1/awards?limit=1', 'delete', 'GET, HEAD'],
    [`/credentials/${absent}`, 'delete', 'GET, HEAD'],
  ] as const)('%s is told what %s could be instead (RFC 9110 §15.5.6)', async (path, method, allow) => {
    const answer = await world.stranger[method](path);
    expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
  });
});
