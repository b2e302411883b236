import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { describeApi } from '../../src/describe-api.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly example: unknown;
}

const document = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));

/** Every operation of the committed document that shows an example body. */
const operations: Operation[] = Object.entries<any>(document.paths).flatMap(([path, item]) =>
  Object.entries<any>(item).flatMap(([method, operation]) => {
    const schema = Object.values<any>(operation.requestBody?.content ?? {})[0]?.schema;
    return (schema?.examples ?? []).map((example: unknown) => ({ method, path, example }));
  }),
);

let world: World;
let academy: Provider;

beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy('openapi');
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test('openapi.yaml is what the routes say', async () => {
  expect(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')).toBe(await describeApi());
});

test('every operation with a JSON body shows an example', () => {
  const withBody = Object.entries<any>(document.paths).flatMap(([path, item]) =>
    Object.entries<any>(item)
      .filter(([, operation]) => 'application/json' in (operation.requestBody?.content ?? {}))
      .map(([method]) => `${method} ${path}`),
  );
  const shown = new Set(operations.map(({ method, path }) => `${method} ${path}`));
  expect(withBody.filter((each) => !shown.has(each))).toEqual([]);
  expect(shown.size).toBeGreaterThan(10);
});

test.each(operations)('the example of $method $path is accepted', async ({ method, path, example }) => {
  const url = await resolved(path);
  const caller = path.startsWith('/v1/issuers') && !path.endsWith('/me') ? world.operator : academy;
  const answer = await caller.request({
    method: method.toUpperCase() as 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(example),
  });
  expect(answer.status, `${method} ${url}: ${answer.text}`).toBeLessThan(300);
});

/** Fills the parameters of a path with things that are there. */
async function resolved(path: string): Promise<string> {
  if (path.startsWith('/v1/issuers/{id}')) return path.replace('{id}', academy.issuer.id);
  if (path.startsWith('/v1/awards/{id}')) {
    const { body } = await academy.post('/v1/completions', reportOf(`${path.length}.${Math.random()}@example.org`));
    return path.replace('{id}', body.awards[0].id);
  }
  if (path.startsWith('/v1/proposals/{id}')) return path.replace('{id}', await openProposal());
  return path;
}

/** A learner who meets the yardstick of the scheme. */
async function openProposal(): Promise<string> {
  const learner = { email: 'scheme@example.org' };
  const stations = [
    ['station:ST-03', 'ulo:WP-02', 'WP-02', [3, 2]],
    ['station:ST-04', 'ulo:WP-03', 'WP-03', [3, 3]],
    ['station:ST-05', 'ulo:WP-04', 'WP-04', [3, 3]],
  ] as const;
  let proposal = '';
  for (const [station, ulo, code, [a, b]] of stations) {
    const criteria = [
      { criterion: `criterion:${code}-A`, level: a },
      { criterion: `criterion:${code}-B`, level: b },
    ];
    const { body } = await academy.post('/v1/completions', { learner, station, completedOn: '2026-06-01', assessments: [{ ulo, criteria }] });
    proposal = body.proposals[0]?.id ?? proposal;
  }
  return proposal;
}
