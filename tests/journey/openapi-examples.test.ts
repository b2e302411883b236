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
    const media = operation.requestBody?.content?.['application/json'];
    const examples = Object.values<any>(media?.examples ?? {}).map(({ value }) => value);
    return [...(media?.example === undefined ? [] : [media.example]), ...examples].map((example: unknown) => ({
      method,
      path,
      example,
    }));
  }),
);

let world: World;
/** The sample academy, for reports about it. */
let academy: Provider;
/** An issuer of its own, for the examples that change one thing of a curriculum. */
let author: Provider;
/** Another, for the example that sends a whole one. */
let documents: Provider;

beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy('openapi');
  author = await world.provider('author');
  documents = await world.provider('documents');
  await author.put('/v1/curriculum', authored());
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const itemPaths = /^\/v1\/(stations|lines|ulos|rubrics|yardsticks|badges)/;

const exampleOf = (path: string) => operations.find((operation) => operation.path === path)?.example as any;

/** The example curriculum with the line and yardstick of the other examples, so that each of them has what it refers to. */
function authored() {
  const document = structuredClone(exampleOf('/v1/curriculum'));
  const line = exampleOf('/v1/lines/{ref}');
  const yardstick = exampleOf('/v1/yardsticks/{ref}');
  const badge = { id: yardstick.badgeId, kind: 'line', achievementType: 'LearningProgram', name: { nl: 'Lijn' } };
  document.lines = [line];
  document.yardsticks = [yardstick];
  document.badges.push({ ...badge, lineId: line.id, earnedBy: 'yardstick', yardstickId: yardstick.id });
  return document;
}

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
  const url = await resolved(path, example);
  const byOperator = path.startsWith('/v1/issuers') && !path.startsWith('/v1/issuers/me');
  const caller = byOperator
    ? world.operator
    : path === '/v1/curriculum'
      ? documents
      : itemPaths.test(path)
        ? author
        : academy;
  const answer = await caller.request({
    method: method.toUpperCase() as 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(await filledIn(path, example)),
  });
  expect(answer.status, `${method} ${url}: ${answer.text}`).toBeLessThan(300);
});

/** The example, with things that are there in place of those that are only named. */
async function filledIn(path: string, example: any): Promise<unknown> {
  if (/^(\/v1)?\/verify$/.test(path)) return { url: await aBadge() };
  if (path.endsWith('/{mechanism}/credentials/issue')) return inOurName(example);
  if (path !== '/vc-api/issuers/{issuer}/credentials/status') return example;
  const [issuing] = operations.filter((operation) => operation.path.endsWith('/credentials/issue'));
  const options = { credentialStatus: { type: 'BitstringStatusListEntry' } };
  const url = '/vc-api/issuers/openapi/eddsa-rdfc-2022/credentials/issue';
  const { body } = await academy.post(url, { ...inOurName(issuing?.example), options });
  return { ...example, credentialStatus: body.verifiableCredential.credentialStatus };
}

/** The example, in the name of the issuer that asks. */
const inOurName = (example: any) => ({ ...example, credential: { ...example.credential, issuer: academy.issuer.did } });

/** Fills the parameters of a path with things that are there. */
async function resolved(path: string, example: any): Promise<string> {
  if (path.startsWith('/vc-api/issuers/'))
    return path.replace('{issuer}', 'openapi').replace('{mechanism}', 'eddsa-rdfc-2022');
  if (path.startsWith('/v1/issuers/{id}')) return path.replace('{id}', academy.issuer.id);
  if (path.endsWith('/credentials')) return path.replace('{id}', await awardOfWallet());
  if (path.startsWith('/v1/api-keys/{id}')) return path.replace('{id}', (await made('/v1/api-keys')).id);
  if (path.startsWith('/v1/staff/{id}')) return path.replace('{id}', (await made('/v1/staff')).id);
  if (path.startsWith('/v1/webhooks/{id}')) return path.replace('{id}', (await made('/v1/webhooks')).id);
  if (path.startsWith('/v1/awards/{id}')) return path.replace('{id}', (await aBadge()).split('/').at(-1)!);
  if (path.startsWith('/v1/learners/erasure-requests/')) return path.replace('{id}', await anErasureRequest());
  if (path.startsWith('/v1/learners/{id}')) return path.replace('{id}', await aLearner());
  if (path.startsWith('/v1/keys/{id}')) return path.replace('{id}', (await academy.post('/v1/keys')).body.id);
  if (path.startsWith('/v1/proposals/{id}')) return path.replace('{id}', await openProposal());
  if (path.endsWith('/validations')) return path.replace('{ref}', encodeURIComponent(await draftUlo()));
  return path.replace('{ref}', () => encodeURIComponent(example.id));
}

/** One more of what the example of this address makes. */
async function made(path: string): Promise<{ id: string }> {
  const example = exampleOf(path);
  return (await academy.post(path, path === '/v1/staff' ? { ...example, subject: `${Math.random()}` } : example)).body;
}

/** A next version that experts have not approved yet. */
async function draftUlo(): Promise<string> {
  const [ulo] = authored().ulos;
  const draft = {
    ...ulo,
    version: ulo.version + 1,
    status: 'draft',
    validations: [],
    title: { nl: 'Beter brooddeeg' },
  };
  const { status, text } = await author.put(`/v1/ulos/${encodeURIComponent(ulo.id)}`, draft);
  expect(status, text).toBe(200);
  return ulo.id;
}

/** The address of a fresh badge. */
async function aBadge(): Promise<string> {
  const { body } = await academy.post('/v1/completions', reportOf(`${Math.random()}@example.org`));
  return body.awards[0].url;
}

async function anErasureRequest(): Promise<string> {
  const learner = await aLearner();
  const { body } = await academy.post(`/v1/learners/${learner}/links`, {});
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const url = `${new URL(body.url).pathname}/erasure`;
  await world.stranger.request({ method: 'POST', url, headers, payload: 'sure=yes' });
  return (await academy.get('/v1/learners/erasure-requests?state=open')).body.items.at(-1).id;
}

const aLearner = async () =>
  (await academy.post('/v1/completions', reportOf(`${Math.random()}@example.org`))).body.learner.id as string;

/** The award of a learner who has a wallet, at an issuer that can sign for it. */
async function awardOfWallet(): Promise<string> {
  await academy.post('/v1/keys', { algorithm: 'P-256' });
  const learner = { email: `${Math.random()}@example.org`, did: 'did:example:holder' };
  const { body } = await academy.post('/v1/completions', { ...reportOf(learner.email), learner });
  return body.awards[0].id;
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
    const { body } = await academy.post('/v1/completions', {
      learner,
      station,
      completedOn: '2026-06-01',
      assessments: [{ ulo, criteria }],
    });
    proposal = body.proposals[0]?.id ?? proposal;
  }
  return proposal;
}
