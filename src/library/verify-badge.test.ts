import { describe, expect, test } from 'vitest';
import { minimalFacts } from '../../tests/interop/badges.ts';
import { buildCredential, generateSigningKey, signCredential } from '../openbadges/index.ts';
import { verifyBadge } from './index.ts';

const now = new Date('2026-11-22T12:00:00Z');
const did = 'did:web:badges.example:issuers:kompas';

/** A badge of a did:web in no list, and what its issuer publishes. */
async function badgeWithIssuer(address = did) {
  const key = await generateSigningKey('Ed25519');
  const id = `${address}#${key.publicKeyMultibase}`;
  const { credentialStatus: _, refreshService: _refresh, ...document } = buildCredential(minimalFacts);
  const unsigned = {
    ...document,
    '@context': document['@context'].slice(0, 2),
    issuer: { ...document.issuer, id: address },
  };
  const badge = await signCredential(
    unsigned as never,
    { id, controller: address, ...key },
    { created: new Date('2026-11-01T00:00:00Z') },
  );
  const { publicKeyMultibase } = key;
  const method = { id, type: 'Multikey', controller: address, publicKeyMultibase };
  return { badge, controller: { id: address, verificationMethod: [method], assertionMethod: [id] } };
}

/** An outside that answers everything with one document, and remembers who asked what. */
function outside(answer: unknown) {
  const asked: [url: string, init: RequestInit | undefined][] = [];
  const fetch = async (url: unknown, init?: RequestInit) => {
    asked.push([String(url), init]);
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/did+json' } });
  };
  return { asked, fetch: fetch as typeof globalThis.fetch };
}

describe('verifyBadge', () => {
  test('asks the issuer, without cookies or referrer, and nobody else', async () => {
    const { badge, controller } = await badgeWithIssuer();
    const { asked, fetch } = outside(controller);
    expect((await verifyBadge(badge, { now, fetch })).verdict).toBe('valid');
    expect(asked.map(([url]) => url)).toEqual(['https://badges.example/issuers/kompas/did.json']);
    expect(asked[0]?.[1]).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' });
  });

  test('takes text, bytes and objects alike; a hostile object is read as the text that it makes', async () => {
    const { badge, controller } = await badgeWithIssuer();
    const { fetch } = outside(controller);
    const text = JSON.stringify(badge);
    const cunning = { ...Object(badge), toJSON: () => ({ ...Object(badge), name: 'Another' }) };
    expect((await verifyBadge(text, { now, fetch })).verdict).toBe('valid');
    expect((await verifyBadge(new TextEncoder().encode(text), { now, fetch })).verdict).toBe('valid');
    expect((await verifyBadge(cunning, { now, fetch })).verdict).toBe('invalid');
  });

  test('a did:web is asked over https; without TLS only the host that was named for a trial (did:web §3.2)', async () => {
    const { badge, controller } = await badgeWithIssuer('did:web:localhost%3A3000');
    const { asked, fetch } = outside(controller);
    await verifyBadge(badge, { now, fetch });
    await verifyBadge(badge, { now, fetch, plainHost: 'localhost:3000' });
    expect(asked.map(([url]) => url)).toEqual([
      'https://localhost:3000/.well-known/did.json',
      'http://localhost:3000/.well-known/did.json',
    ]);
  });

  test('an answer that is too large, is redirected to http, or does not come, proves nothing', async () => {
    const { badge, controller } = await badgeWithIssuer();
    const huge = outside({ ...controller, padding: 'x'.repeat(2_000_000) });
    const elsewhere: typeof globalThis.fetch = async () =>
      Object.defineProperty(new Response(JSON.stringify(controller)), 'url', { value: 'http://badges.example/' });
    const silent: typeof globalThis.fetch = async () => Promise.reject(new Error('no network'));
    for (const fetch of [huge.fetch, elsewhere, silent]) {
      const { verdict } = await verifyBadge(badge, { now, fetch });
      expect(verdict).not.toMatch(/^valid/);
    }
  });

  test('is what package.json offers as stempel/verify', async () => {
    const name = 'stempel/verify';
    expect((await import(name)).verifyBadge).toBeTypeOf('function');
  });
});
