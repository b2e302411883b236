import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import type { JsonObject } from '../../src/openbadges/index.ts';
import type { Http } from '../../src/platform/http.ts';
import { type CheckProofs, type ProofThreads, startProofThreads, usualLimits } from '../../src/verification/index.ts';
import { badgeOf, type Signer, signedBy, signer } from '../../src/verification/judge/played-sources.test-data.ts';
import { playSites } from '../support/sites.ts';
import { makeWorld, operatorKey, type World } from '../support/world.ts';
import { contextTricks, type Hostile, proofs, shapes, texts, uncovered } from './documents.ts';
import { alike, alikeInAlike, clique, dearest } from './poison.ts';

const did = 'did:web:uni.example';
const sites = playSites();

let world: World;
let issuer: Signer;
let badge: JsonObject;
/** The service as it runs: with threads in which proofs are checked. */
let threads: ProofThreads;
let app: Http;
/** Called when the service hands a document to a thread. */
let handed: () => void = () => undefined;

beforeAll(async () => {
  world = await makeWorld({ outbound: sites });
  threads = startProofThreads({ ...usualLimits, threads: 1, waiting: 2 });
  const checkProofs: CheckProofs = (...work) => {
    handed();
    return threads.checkProofs(...work);
  };
  ({ http: app } = await buildApp(world.on, { custody: world.custody, operatorKey, checkProofs }));
  issuer = await signer(did);
  sites.set('https://uni.example/.well-known/did.json', issuer.controller);
  badge = await signedBy(issuer, badgeOf(did));
});
afterAll(async () => {
  await app.close();
  await threads.close();
  await world[Symbol.asyncDispose]();
});

async function post(document: JsonObject | string | Buffer) {
  const payload = typeof document === 'string' || Buffer.isBuffer(document) ? document : JSON.stringify(document);
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return app.inject({ method: 'POST', url: '/verify', headers, payload });
}

/** The verdict, and why: the first step that did not go well. */
async function verify(document: JsonObject | string | Buffer) {
  const answer = await post(document);
  expect(answer.statusCode, answer.body).toBe(200);
  const { verdict, checks } = answer.json();
  const why = checks.find(({ outcome, code }: any) => outcome !== 'passed' && code !== 'not-checked');
  return { verdict, code: why?.code ?? 'fine' };
}

test('the badge that all others are made of is valid', async () => {
  expect(await verify(badge)).toEqual({ verdict: 'valid', code: 'fine' });
});

const tables: [string, readonly Hostile[]][] = [
  ['a text with (threats.md §2.1)', texts],
  ['contexts (threats.md §2.2)', contextTricks],
  ['words that no signature covers (threats.md §2.3, §2.5)', uncovered],
  ['what is no Open Badge (threats.md §2.4)', shapes],
  ['a proof with (threats.md §2.6, §2.7)', proofs],
];
describe.each(tables)('%s', (_name, cases) => {
  test.each(cases.map((each) => [each.name, each] as const))('%s', async (_case, { make, verdict, code }) => {
    expect(await verify(make(structuredClone(badge)))).toEqual({ verdict, code });
  });
});

describe('whose key it is (threats.md §2.8)', () => {
  const method = () => issuer.controller.verificationMethod[0] ?? expect.fail();
  const published = async (name: string, change: (listed: any) => void) => {
    const id = `did:web:${name}.example`;
    const text = JSON.stringify(issuer.controller).replaceAll(did, id);
    const listed = JSON.parse(text);
    change(listed);
    sites.set(`https://${name}.example/.well-known/did.json`, listed);
    const keyId = `${id}#${method().id.split('#')[1]}`;
    return signedBy({ ...issuer, id, keyId }, badgeOf(id));
  };

  test.each<[string, (listed: any) => void, string, string]>([
    ['listed', () => undefined, 'valid', 'fine'],
    [
      'for-another-purpose',
      (listed) => {
        listed.authentication = listed.assertionMethod;
        listed.assertionMethod = [];
      },
      'issuer-not-proven',
      'key-not-listed',
    ],
    [
      'of-another-controller',
      (listed) => {
        listed.verificationMethod[0].controller = 'did:web:evil.example';
      },
      'issuer-not-proven',
      'key-not-listed',
    ],
    [
      'in-the-document-of-another',
      (listed) => {
        listed.id = 'did:web:evil.example';
      },
      'issuer-not-proven',
      'issuer-unresolved',
    ],
    [
      'ended',
      (listed) => {
        listed.verificationMethod[0].expires = '2026-10-01T00:00:00Z';
      },
      'invalid',
      'key-expired',
    ],
    [
      'withdrawn',
      (listed) => {
        listed.verificationMethod[0].revoked = '2026-11-20T00:00:00Z';
      },
      'invalid',
      'key-compromised',
    ],
    [
      'another',
      (listed) => {
        listed.verificationMethod[0].publicKeyMultibase = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';
      },
      'invalid',
      'signature-mismatch',
    ],
    [
      'of-small-order',
      (listed) => {
        listed.verificationMethod[0].publicKeyMultibase = 'z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP';
      },
      'invalid',
      'unsound-key',
    ],
  ])('%s', async (name, change, verdict, code) => {
    expect(await verify(await published(name, change))).toEqual({ verdict, code });
  });

  test('a proof of tomorrow makes the badge early, one that has ended makes it expired', async () => {
    const early = await signedBy(issuer, badgeOf(did, { validFrom: '2026-11-23T00:00:00Z' }));
    expect((await verify(early)).verdict).toBe('not-yet-valid');
    const ended = await signedBy(issuer, badgeOf(did, { validUntil: '2026-11-10T00:00:00Z' }));
    expect((await verify(ended)).verdict).toBe('expired');
  });
});

describe('documents that are dear to check (threats.md §2.11)', () => {
  test.each([
    ['490 things that look alike', alike, 'invalid', 'signature-mismatch'],
    ['everybody vouches for everybody, and nobody has a name', clique, 'malformed', 'not-a-uri'],
  ])('%s', async (_name, make, verdict, code) => {
    expect(await verify(make(badge))).toEqual({ verdict, code });
  });

  test('things that look alike in things that look alike are given up: by their number, or by the clock of a busy machine', async () => {
    expect([
      { verdict: 'invalid', code: 'not-processable' },
      { verdict: 'unknown', code: 'too-costly' },
    ]).toContainEqual(await verify(alikeInAlike(badge)));
  });

  test('others are answered while the dearest is checked, and it ends as "could not be checked"', async () => {
    const ends: string[] = [];
    const begun = new Promise<void>((resolve) => {
      handed = resolve;
    });
    const dear = verify(dearest(badge)).finally(() => ends.push('dear'));
    await begun;
    for (let n = 0; n < 3; n += 1) ends.push(String((await app.inject({ url: '/health/live' })).statusCode));
    // Of four more, two find a place in the line; the others are told to come again, at once.
    const more = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const answer = await post(badge);
        ends.push(String(answer.statusCode));
        return answer;
      }),
    );
    expect(await dear).toEqual({ verdict: 'unknown', code: 'too-costly' });
    expect(ends).toEqual(['200', '200', '200', '503', '503', 'dear', '200', '200']);
    const refused = more.find(({ statusCode }) => statusCode === 503);
    expect(refused?.headers['retry-after']).toBe('5');
    expect(refused?.json().type).toMatch(/\/problems\/unavailable$/);
    expect(await verify(badge)).toEqual({ verdict: 'valid', code: 'fine' });
  });
});
