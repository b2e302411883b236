import { describe, expect, test } from 'vitest';
import type { Fetched, Unavailable } from '../judge/sources.ts';
import { didWebUrl } from './did-web.ts';
import { resolveKeys } from './resolve.ts';

const key = 'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
const other = 'z6MknGc3ocHs3zdPiJbnaaqDi58NGb4pk1Sp9WxWufuXSdxf';
const jwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
};

/** Looks up an id on sites where only these documents stand. */
async function resolve(id: string, documents: Record<string, unknown>) {
  const asked: string[] = [];
  const found = await resolveKeys(id, async (url): Promise<Fetched | Unavailable> => {
    asked.push(url);
    const document = documents[url];
    if (document === undefined) return 'unreachable';
    const text = typeof document === 'string' ? document : JSON.stringify(document);
    return { url, mediaType: 'application/json', bytes: Buffer.from(text) };
  });
  return { found, asked };
}

const multikey = (id: string, controller: string, publicKeyMultibase = key) => ({
  id,
  type: 'Multikey',
  controller,
  publicKeyMultibase,
});

describe('did:web (did:web Method Specification §3.2)', () => {
  test.each([
    ['did:web:example.com', 'https://example.com/.well-known/did.json'],
    ['did:web:example.com:user:alice', 'https://example.com/user/alice/did.json'],
    ['did:web:example.com%3A3000', 'https://example.com:3000/.well-known/did.json'],
    ['did:web:example.com%3a3000:a%20b', 'https://example.com:3000/a%20b/did.json'],
    ['did:web:example.com:a:..:b', undefined],
    ['did:web:example.com:%2e%2e:b', undefined],
    ['did:web:example.com:a%2Fb', undefined],
    ['did:web:example.com:a%', undefined],
    ['did:web:example.com:', undefined],
    ['did:web:', undefined],
    ['did:web:user@example.com', undefined],
    ['did:web:example.com/path', undefined],
    ['did:web:example.com%3A99999', undefined],
    ['did:web:example.com?x', undefined],
  ])('%s is found at %s', (did, url) => {
    expect(didWebUrl(did)).toBe(url);
  });

  const did = 'did:web:uni.example';
  const url = 'https://uni.example/.well-known/did.json';

  test('its document lists keys; a name that is only a fragment is completed', async () => {
    const { found } = await resolve(did, {
      [url]: { id: did, verificationMethod: [multikey('#k', did)], assertionMethod: ['#k'] },
    });
    expect(found).toEqual({
      id: did,
      verificationMethod: [multikey(`${did}#k`, did)],
      assertionMethod: [`${did}#k`],
      authentication: [],
    });
  });

  test('a document of another DID is not its document (Controlled Identifiers §3.3)', async () => {
    const document = { id: 'did:web:evil.example', verificationMethod: [], assertionMethod: [] };
    expect((await resolve(did, { [url]: document })).found).toBe('malformed');
    expect((await resolve(did, { [url]: { ...document, id: [did] } })).found).toBe('malformed');
  });

  test.each([
    ['two keys under one name', { id: did, verificationMethod: [multikey('#k', did), multikey('#k', did, other)] }],
    ['a list', []],
    ['no JSON', '<html>'],
    ['a member twice', `{"id":"${did}","id":"${did}"}`],
  ])('%s is nobody’s document', async (_what, document) => {
    expect((await resolve(did, { [url]: document })).found).toBe('malformed');
  });

  test('a key that is not listed under assertionMethod is not given leave to make statements', async () => {
    const { found } = await resolve(did, { [url]: { id: did, verificationMethod: [multikey('#k', did)] } });
    expect(found).toMatchObject({ assertionMethod: [] });
  });

  test('a key that was published with its secret is no key', async () => {
    const keys = [
      { ...multikey('#a', did), secretKeyMultibase: 'z3u2' },
      { id: '#b', type: 'JsonWebKey', controller: did, publicKeyJwk: { ...jwk, d: 'AA' } },
      { id: '#c', type: 'JsonWebKey', controller: did, publicKeyJwk: { kty: 'oct', k: 'AA' } },
    ];
    const { found } = await resolve(did, { [url]: { id: did, verificationMethod: keys, assertionMethod: keys } });
    expect(found).toMatchObject({ verificationMethod: [] });
  });

  test('what cannot be had is said to be so', async () => {
    expect((await resolve(did, {})).found).toBe('unreachable');
  });
});

describe('identifiers that are keys themselves', () => {
  test('did:key is answered without asking anybody', async () => {
    const { found, asked } = await resolve(`did:key:${key}`, {});
    expect(found).toMatchObject({ assertionMethod: [`did:key:${key}#${key}`] });
    expect(asked).toEqual([]);
  });

  const didJwk = (value: unknown) => `did:jwk:${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

  test('did:jwk too', async () => {
    const did = didJwk({ ...jwk, use: 'sig' });
    const { found, asked } = await resolve(did, {});
    expect(found).toMatchObject({
      id: did,
      verificationMethod: [{ id: `${did}#0`, controller: did, publicKeyJwk: jwk }],
      assertionMethod: [`${did}#0`],
    });
    expect(asked).toEqual([]);
  });

  test.each([
    ['a secret key', { ...jwk, d: 'AA' }],
    ['a shared secret', { kty: 'oct', k: 'AA' }],
    ['no key', 1],
  ])('did:jwk of %s is refused', async (_what, value) => {
    expect((await resolve(didJwk(value), {})).found).toBe('malformed');
  });

  test.each(['did:ion:x', 'urn:uuid:1', 'http://uni.example/', 'mailto:a@b.example', '', 'https://', 'did:web:a#b'])(
    'nobody knows how to look up "%s"',
    async (id) => expect(await resolve(id, {})).toEqual({ found: 'unsupported', asked: [] }),
  );
});

describe('https', () => {
  const issuer = 'https://uni.example/issuers/1';
  const keyUrl = 'https://uni.example/keys/1';
  const wellKnown = 'https://uni.example/.well-known/jwks.json';

  test('a controller document may hold its keys in assertionMethod (Controlled Identifiers §2.3.2)', async () => {
    const { found } = await resolve(issuer, {
      [issuer]: { id: issuer, type: 'Profile', assertionMethod: [multikey(`${issuer}#k`, issuer)] },
    });
    expect(found).toMatchObject({
      verificationMethod: [multikey(`${issuer}#k`, issuer)],
      assertionMethod: [`${issuer}#k`],
    });
  });

  test('a document of another id is not the issuer’s', async () => {
    const document = { id: 'https://evil.example/', assertionMethod: [] };
    expect((await resolve(issuer, { [issuer]: document })).found).toBe('malformed');
    expect((await resolve(issuer, { [issuer]: { ...document, id: `${issuer}/` } })).found).toBe('malformed');
  });

  test('a profile without keys lists none', async () => {
    const { found } = await resolve(issuer, { [issuer]: { id: issuer, type: 'Profile' } });
    expect(found).toMatchObject({ verificationMethod: [], assertionMethod: [] });
  });

  test('the document of one key counts when its controller lists it', async () => {
    const { found } = await resolve(keyUrl, {
      [keyUrl]: multikey(keyUrl, issuer),
      [issuer]: { id: issuer, assertionMethod: [keyUrl] },
    });
    expect(found).toMatchObject({
      id: issuer,
      verificationMethod: [multikey(keyUrl, issuer)],
      assertionMethod: [keyUrl],
    });
  });

  test('a key that only says itself whose it is proves nothing', async () => {
    const evil = 'https://evil.example/key';
    const { found } = await resolve(evil, {
      [evil]: multikey(evil, issuer),
      [issuer]: { id: issuer, assertionMethod: [keyUrl] },
    });
    expect(found).toMatchObject({ id: issuer, assertionMethod: [keyUrl] });
  });

  test('the document of one key is that of the key that was asked for, and of nobody who is only a key', async () => {
    const evil = 'https://evil.example/key';
    const documents = { [evil]: multikey(keyUrl, issuer), [issuer]: { id: issuer, assertionMethod: [keyUrl] } };
    expect((await resolve(evil, documents)).found).toBe('malformed');
    const { found } = await resolve(keyUrl, { [keyUrl]: multikey(keyUrl, keyUrl) });
    expect(found).toMatchObject({ id: keyUrl, assertionMethod: [] });
  });

  test('a key that its controller has withdrawn in its own document stays withdrawn', async () => {
    const withdrawn = { ...multikey(keyUrl, issuer), revoked: '2026-01-01T00:00:00Z' };
    const { found } = await resolve(keyUrl, {
      [keyUrl]: multikey(keyUrl, issuer),
      [issuer]: { id: issuer, verificationMethod: [withdrawn], assertionMethod: [keyUrl] },
    });
    expect(found).toMatchObject({ verificationMethod: [withdrawn] });
  });

  test('a key set speaks for its own address only', async () => {
    const url = 'https://uni.example/jwks.json';
    const keys = [
      { ...jwk, kid: 'a' },
      { ...jwk, kid: 'https://evil.example/#b' },
      { ...jwk, kid: 'c', use: 'enc' },
    ];
    const { found } = await resolve(url, { [url]: { keys } });
    expect(found).toEqual({
      id: url,
      verificationMethod: [{ id: `${url}#a`, type: 'JsonWebKey', controller: url, publicKeyJwk: jwk }],
      assertionMethod: [`${url}#a`],
    });
    // Open Badges 3.0 §8.2.4.1: a `kid` may lead to one key.
    expect((await resolve(keyUrl, { [keyUrl]: jwk })).found).toMatchObject({ assertionMethod: [keyUrl] });
  });

  test('well-known keys of a site are those of an issuer that is the site', async () => {
    const site = 'https://uni.example/';
    const { found } = await resolve(site, { [site]: '<html>', [wellKnown]: { keys: [{ ...jwk, kid: 'a' }] } });
    expect(found).toMatchObject({ id: site, assertionMethod: [`${site}#a`, `${wellKnown}#a`] });
  });

  test('well-known keys of a site are not those of whoever has a page there, unless they bear its name', async () => {
    const keys = [{ ...jwk, kid: 'a' }, { ...jwk, kid: 'https://uni.example/issuers/2#b' }, jwk];
    expect((await resolve(issuer, { [wellKnown]: { keys } })).found).toBe('unreachable');
    const named = { ...jwk, kid: `${issuer}#c` };
    const { found } = await resolve(issuer, { [wellKnown]: { keys: [...keys, named] } });
    expect(found).toMatchObject({ id: issuer, assertionMethod: [`${issuer}#c`] });
  });

  test('metadata of an issuer lead to its keys, when they name it (SD-JWT VC §5)', async () => {
    const place = 'https://uni.example/.well-known/jwt-vc-issuer/issuers/1';
    const set = { keys: [{ ...jwk, kid: 'a' }] };
    const uri = 'https://keys.example/1';
    for (const metadata of [{ jwks: set }, { jwks_uri: uri }]) {
      const { found } = await resolve(issuer, { [place]: { issuer, ...metadata }, [uri]: set });
      expect(found).toMatchObject({ id: issuer, assertionMethod: [`${issuer}#a`] });
      const others = { [place]: { issuer: 'https://uni.example/issuers/2', ...metadata }, [uri]: set };
      expect((await resolve(issuer, others)).found).toBe('unreachable');
    }
  });

  test('well-known keys do not add to a list that the issuer wrote itself', async () => {
    const { found, asked } = await resolve(issuer, {
      [issuer]: { id: issuer, assertionMethod: [] },
      [wellKnown]: { keys: [{ ...jwk, kid: `${issuer}#c` }] },
    });
    expect(found).toMatchObject({ assertionMethod: [] });
    expect(asked).toEqual([issuer]);
  });
});
