import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeBitstring, generateEd25519Key, signCredential } from '../../src/openbadges/index.ts';
import { sourcesOf } from '../../src/verification/sources/sources.ts';
import { playSites } from '../support/sites.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

/** Badges that somebody else issued, on sites of their own. */
const sites = playSites();
const did = 'did:web:uni.example:academy';
const didUrl = 'https://uni.example/academy/did.json';
const listUrl = 'https://uni.example/status/1';
const created = new Date('2026-11-22T12:00:00Z');

let world: World;
let academy: Provider;
let badge: any;
/** The badge of a ULO, which is judged on a rubric. */
let judged: any;
let key: Awaited<ReturnType<typeof generateEd25519Key>>;
/** So that no answer of an earlier test is remembered. */
let minutes = 0;

beforeAll(async () => {
  world = await makeWorld({ now: created.toISOString(), outbound: sites });
  academy = await world.academy();
  const { body } = await academy.post('/v1/completions', reportOf('noor@example.org'));
  const badges = await Promise.all(
    body.awards.map(async ({ url }: any) => (await world.stranger.get(new URL(url).pathname)).body),
  );
  badge = badges[0];
  judged = badges.find(({ credentialSubject }: any) => credentialSubject.result !== undefined);
  key = await generateEd25519Key();
});
afterAll(() => world[Symbol.asyncDispose]());

const keyId = (controller: string) => `${controller}#${key.publicKeyMultibase}`;

function listing(controller: string, more: object = {}) {
  const method = { id: keyId(controller), type: 'Multikey', controller, publicKeyMultibase: key.publicKeyMultibase };
  return { id: controller, verificationMethod: [method], assertionMethod: [method.id], ...more };
}

const signed = (document: any, controller = did, id = keyId(controller)) =>
  signCredential(document, { ...key, id, controller }, { created });

/** The badge as that issuer would write it. */
async function issued(issuer = did, more: object = {}, signer?: { controller: string; id: string }) {
  const { proof: _, ...document } = structuredClone(badge);
  document.issuer.id = issuer;
  document.credentialStatus = {
    id: `${listUrl}#5`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '5',
    statusListCredential: listUrl,
  };
  // What is given as undefined is left out.
  return signed(JSON.parse(JSON.stringify({ ...document, ...more })), signer?.controller ?? issuer, signer?.id);
}

async function publishList(set: number[], issuer = did, controller = issuer) {
  const list = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: listUrl,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: encodeBitstring(set) },
  };
  sites.set(listUrl, await signed(list, controller), { 'content-type': 'application/vc' });
}

async function verify(document: object) {
  minutes += 10;
  world.clock.set(new Date(created.getTime() + minutes * 60_000));
  const { status, body } = await world.stranger.post('/verify', document);
  expect(status).toBe(200);
  return [body.verdict, ...body.checks.filter(({ outcome }: any) => outcome !== 'passed').map(({ code }: any) => code)];
}

describe('a badge of an issuer on a site of its own', () => {
  test('is valid when its DID document lists the key and its list does not name it', async () => {
    sites.set(didUrl, listing(did));
    await publishList([]);
    expect(await verify(await issued())).toEqual(['valid']);
    expect((await world.stranger.post('/verify', await issued())).body.issuer).toEqual({
      id: did,
      website: 'uni.example/academy',
    });
    await publishList([5]);
    expect(await verify(await issued())).toEqual(['revoked', 'revoked']);
  });

  test('is not valid while its list, or its issuer, cannot be asked', async () => {
    sites.set(didUrl, listing(did));
    sites.lose(listUrl);
    expect(await verify(await issued())).toEqual(['unknown', 'list-not-reachable']);
    sites.lose(didUrl);
    expect((await verify(await issued())).slice(0, 2)).toEqual(['unknown', 'issuer-unreachable']);
  });

  test('proves nothing by a key that its issuer does not list for statements', async () => {
    await publishList([]);
    sites.set(didUrl, listing(did, { assertionMethod: [] }));
    expect((await verify(await issued()))[0]).toBe('issuer-not-proven');
    // The key of a controller that lists it, in a badge that names another issuer.
    const other = 'did:web:evil.example';
    sites.set('https://evil.example/.well-known/did.json', listing(other));
    sites.set(didUrl, listing(did, { verificationMethod: [], assertionMethod: [] }));
    const byOther = { controller: other, id: keyId(other) };
    expect(await verify(await issued(did, {}, byOther))).toEqual([
      'issuer-not-proven',
      'key-not-listed',
      'not-checked',
      'not-checked',
    ]);
    // Listed under the name of the issuer's key, in a document that is not the issuer's.
    sites.set(didUrl, listing(other));
    expect((await verify(await issued()))[0]).toBe('issuer-not-proven');
  });

  test('is valid with a profile at an https address, and with the document of one key', async () => {
    const profile = 'https://uni.example/profile';
    sites.set(profile, { type: ['Profile'], ...listing(profile) });
    await publishList([], profile);
    expect(await verify(await issued(profile))).toEqual(['valid']);
    const id = 'https://uni.example/keys/1';
    const document = { id, type: 'Multikey', controller: profile, publicKeyMultibase: key.publicKeyMultibase };
    sites.set(id, document);
    sites.set(profile, { id: profile, type: ['Profile'], assertionMethod: [id] });
    const byKey = await issued(profile, { credentialStatus: undefined }, { controller: profile, id });
    expect(await verify(byKey)).toEqual(['valid']);
    sites.set(profile, { id: profile, type: ['Profile'] });
    expect((await verify(byKey))[0]).toBe('issuer-not-proven');
  });

  test('is not valid by a list of somebody else', async () => {
    sites.set(didUrl, listing(did));
    const other = 'did:web:evil.example';
    sites.set('https://evil.example/.well-known/did.json', listing(other));
    await publishList([], other);
    expect(await verify(await issued())).toEqual(['invalid', 'list-of-another-issuer']);
  });
});

describe('what is this service itself', () => {
  test('is answered from its own records, whether a DID or an address is asked for, and never over HTTP', async () => {
    const before = sites.asked.length;
    expect(await verify(badge)).toEqual(['valid']);
    const { did: own, profileUrl } = academy.issuer;
    const keys = async (id: string) => sourcesOf(world.on, async () => undefined).controller(id);
    expect(await keys(profileUrl)).toEqual({ ...((await keys(own)) as object), id: profileUrl });
    expect(await keys(profileUrl)).toMatchObject({ assertionMethod: [badge.proof[0].verificationMethod] });
    for (const nobody of ['https://badges.example/issuers/nobody', 'did:web:badges.example', 'https://badges.example/'])
      expect((await verify(await issued(nobody)))[0]).toBe('issuer-not-proven');
    expect(sites.asked.length).toBe(before);
  });

  test('has a list only of its own issuers', async () => {
    sites.set(didUrl, listing(did));
    const borrowed = await issued(did, { credentialStatus: badge.credentialStatus });
    expect(await verify(borrowed)).toEqual(['invalid', 'list-of-another-issuer']);
  });
});

describe('the verify page, of a badge that is none of ours,', () => {
  const page = async (document: object) => {
    minutes += 10;
    world.clock.set(new Date(created.getTime() + minutes * 60_000));
    const fields = new URLSearchParams({ credential: JSON.stringify(document) }).toString();
    const { text } = await world.stranger.post('/verify?lang=en', fields, {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
    });
    return text.replaceAll('\u00ad', '');
  };

  test('says who says so by the website that is proven, and what the holder can do, at which level, judged how', async () => {
    sites.set(didUrl, listing(did));
    await publishList([]);
    const text = await page(await issued(did, { credentialSubject: judged.credentialSubject }));
    const { resultDescription, alignment } = judged.credentialSubject.achievement;
    expect(text).toContain('Proven owner of uni.example/academy');
    expect(text).toContain('class="rubric');
    for (const { name, rubricCriterionLevel } of resultDescription) {
      expect(text).toContain(name);
      expect(text).toContain(rubricCriterionLevel[0].description);
    }
    expect(text).toContain(alignment[0].targetName);
  });

  test('does not lend a name to an issuer that is only a key', async () => {
    const alone = `did:key:${key.publicKeyMultibase}`;
    const signer = { controller: alone, id: `${alone}#${key.publicKeyMultibase}` };
    const text = await page(await issued(alone, { credentialStatus: undefined }, signer));
    expect(text).toMatch(/<title>Genuine and valid/);
    expect(text).toContain('anybody can use this name');
    expect(text).toContain('Not proven who this is');
    expect(text).not.toContain(`The signature is from ${badge.issuer.name}`);
  });

  test('lists the badges in a learner record, each with its own verdict', async () => {
    sites.set(didUrl, listing(did));
    await publishList([]);
    const good = await issued();
    const forged = { ...good, id: 'https://uni.example/badges/2', name: 'Hartchirurgie' };
    const record = await signed({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
        'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
      ],
      id: 'https://uni.example/records/1',
      type: ['VerifiableCredential', 'ClrCredential'],
      name: 'Wat ik kan',
      issuer: { id: did, type: ['Profile'], name: 'Uni' },
      validFrom: '2026-11-01T00:00:00Z',
      credentialSubject: {
        id: 'did:example:holder',
        type: ['ClrSubject'],
        verifiableCredential: [good, forged],
      },
    });
    const text = await page(record);
    const [inside = ''] = (text.split('The badges inside</h2>')[1] ?? '').split('</section>');
    expect(inside).toContain('Genuine and valid · uni.example/academy');
    expect(inside).toMatch(/Without a name that is proven<\/b> <span class="why">Invalid/);
    expect(inside).not.toContain('Hartchirurgie');
  });
});
