import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { judge } from './judge.ts';
import { badgeOf, controllerWith, holder, jwtKey, type Played, playedSources } from './played-sources.test-data.ts';

const issuerId = 'did:web:foreign.example';
let key: Awaited<ReturnType<typeof jwtKey>>;
let played: Played;
beforeAll(async () => {
  key = await jwtKey();
  played = { controllers: [controllerWith(issuerId, { k: key.jwk })] };
});

const part = (...content: unknown[]) => Buffer.from(JSON.stringify(['salt', ...content])).toString('base64url');
const digest = (disclosure: string) => createHash('sha256').update(disclosure).digest('base64url');
const badge = badgeOf(issuerId);
const { id: _holder, achievement, ...subject } = badge.credentialSubject;
const idPart = part('id', holder);
const narrativePart = part('narrative', 'Zonder hulp.');
const tagPart = part('zorg');
const hidden = {
  ...badge,
  _sd_alg: 'sha-256',
  credentialSubject: {
    ...subject,
    _sd: [digest(idPart), digest(narrativePart)],
    achievement: { ...achievement, tag: ['wond', { '...': digest(tagPart) }] },
  },
};

async function judged(disclosures: readonly string[], payload: object = hidden, last = '') {
  const jwt = await key.sign(payload, { kid: '#k', typ: 'vc+sd-jwt' });
  return judge({ kind: 'jwt', token: [jwt, ...disclosures, last].join('~') }, playedSources(played));
}

describe('an SD-JWT (RFC 9901)', () => {
  test('is judged with what its holder shows', async () => {
    expect(await judged([idPart, tagPart])).toMatchObject({
      verdict: 'valid',
      kind: 'open-badge-3.0',
      securing: 'sd-jwt-vc',
      credential: { credentialSubject: { id: holder, achievement: { tag: ['wond', 'zorg'] } } },
    });
  });

  test('says nothing of what is not shown, and leaves no trace of it', async () => {
    const { credential } = await judged([idPart]);
    expect(JSON.stringify(credential)).not.toMatch(/Zonder hulp|_sd|\.\.\.|sha-256/);
  });

  test('with a proof of its holder behind it is the same badge', async () => {
    expect((await judged([idPart], hidden, 'a.b.c')).verdict).toBe('valid');
  });

  test('that does not show whose it is, is not complete', async () => {
    expect((await judged([narrativePart])).verdict).toBe('malformed');
  });

  test.each<[string, string[], object]>([
    ['a part that the issuer did not sign', [idPart, part('narrative', 'Met hulp.')], hidden],
    ['a part twice', [idPart, idPart], hidden],
    ['a part that takes the place of another', [part('name', 'x')], { ...badge, _sd: [digest(part('name', 'x'))] }],
    ['one part in two places', [idPart], { ...hidden, _sd: [digest(idPart)] }],
    ['an item where a member belongs', [tagPart], { ...badge, _sd: [digest(tagPart)] }],
    ['another way of hashing', [idPart], { ...hidden, _sd_alg: 'md5' }],
    ['no part at all', ['x'], hidden],
  ])('%s is refused (§7.1)', async (_name, disclosures, payload) => {
    const { verdict, checks } = await judged(disclosures, payload);
    expect(verdict).toBe('malformed');
    expect(checks[0]).toMatchObject({ name: 'input', code: 'malformed-jwt' });
  });
});
