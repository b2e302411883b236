import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { iTXt, png } from '../../tests/support/pictures.ts';
import { generateEd25519Key, signCredential } from '../openbadges/index.ts';
import { heldClock } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { OutboundError } from '../platform/outbound/index.ts';
import { verifyBadge } from './verify.ts';

const url = 'https://badges.stranger.example/1';
const example = new URL('../../tests/data/openbadges/obv3p0/credential.json', import.meta.url);

let signed: object;
beforeAll(async () => {
  const key = await generateEd25519Key();
  const did = `did:key:${key.publicKeyMultibase}`;
  const credential = JSON.parse(readFileSync(example, 'utf8'));
  const document = { ...credential, id: url, issuer: { ...credential.issuer, id: did } };
  const id = `${did}#${key.publicKeyMultibase}`;
  signed = await signCredential(document, { ...key, id, controller: did }, { created: new Date('2026-01-01') });
});

/** The service with an outside that answers from memory; it never needs its database for a badge of somebody else. */
function service(pages: Readonly<Record<string, [type: string, body: string | Buffer]>>) {
  const send = async ({ url: asked }: { url: string }) => {
    const page = pages[asked];
    if (page === undefined) throw new OutboundError('no connection');
    return { status: 200, headers: { 'content-type': page[0] }, body: Buffer.from(page[1]) };
  };
  return {
    config: { publicBaseUrl: 'https://badges.example', verifyAllow: [] },
    clock: heldClock('2026-11-22T12:00:00Z'),
    outbound: { send },
  } as unknown as Deps;
}
const verify = (sent: { url: string }, pages: Parameters<typeof service>[0]) =>
  verifyBadge(service(pages), { sent }, { issuedAt: async () => undefined });
const json = (): [string, string] => ['application/vc', JSON.stringify(signed)];

test('a badge of somebody else is found at its address and judged', async () => {
  const { verdict, input, document } = await verify({ url }, { [url]: json() });
  expect([verdict, input, document]).toEqual(['valid', { form: 'url', address: url }, signed]);
});

test('and behind its page, in a picture', async () => {
  const picture = `${url}.png`;
  const page = `<!doctype html><link rel="alternate" type="image/png" href="${picture}">`;
  const baked = png([iTXt('openbadgecredential', JSON.stringify(signed))]);
  const found = await verify({ url }, { [url]: ['text/html', page], [picture]: ['image/png', baked] });
  expect([found.verdict, found.input]).toEqual(['valid', { form: 'url', address: picture }]);
});

test('a badge that names another address than where it was found has a warning (VC Data Model 2.0 §4.4)', async () => {
  const copy = 'https://copies.example/1';
  const { verdict, checks } = await verify({ url: copy }, { [copy]: json() });
  expect(verdict).toBe('valid-with-warnings');
  expect(checks[0]).toMatchObject({ name: 'input', outcome: 'warning', code: 'other-address' });
});

test('a forged badge at another address is invalid all the same', async () => {
  const copy = 'https://copies.example/1';
  const forged = JSON.stringify({ ...signed, name: 'Something better' });
  expect((await verify({ url: copy }, { [copy]: ['application/json', forged] })).verdict).toBe('invalid');
});

test('an address that does not answer says nothing of the badge', async () => {
  const { verdict, checks, input } = await verify({ url }, {});
  expect([verdict, input]).toEqual(['unknown', { form: 'url' }]);
  expect(checks[0]).toMatchObject({ name: 'input', outcome: 'not-checked', code: 'address-not-reachable' });
});

test('a page without a badge is malformed', async () => {
  const { verdict, checks } = await verify({ url }, { [url]: ['text/html', '<!doctype html><p>Welcome'] });
  expect([verdict, checks[0]?.code]).toEqual(['malformed', 'no-badge-at-address']);
});
