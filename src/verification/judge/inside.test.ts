import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { emailIdentity, type JsonObject } from '../../openbadges/index.ts';
import { type JudgeInput, type JudgeOptions, judge } from './judge.ts';
import { mostInside, mostQuestions } from './limits.ts';
import {
  badgeOf,
  contexts,
  controllerWith,
  endorsementOf,
  extensions,
  holder,
  jwtKey,
  learnerRecordContext,
  type Played,
  playedSources,
  type Signer,
  signedBy,
  signer,
  withClaims,
} from './played-sources.test-data.ts';
import { check } from './verdict.ts';

const issuerId = 'https://foreign.example/issuer';
const badgeId = 'https://foreign.example/badges/1';
const achievementId = 'https://foreign.example/achievements/1';
let issuer: Signer;
let friend: Signer;
beforeAll(async () => {
  [issuer, friend] = await Promise.all([signer(issuerId), signer('https://friend.example/')]);
});

async function judged(what: JsonObject | string, played: Played = {}, options: JudgeOptions = {}) {
  const input: JudgeInput =
    typeof what === 'string' ? { kind: 'jwt', token: what } : { kind: 'document', document: what };
  const controllers = [issuer.controller, friend.controller, ...(played.controllers ?? [])];
  const sources = playedSources({ ...played, controllers });
  const verification = await judge(input, sources, options);
  const codes = Object.fromEntries(verification.checks.map(({ name, outcome, code }) => [name, `${outcome}: ${code}`]));
  return { ...verification, codes, asked: sources.asked };
}

describe('refresh (1EdTech Credential Refresh; Open Badges 3.0 §9.1 step 3)', () => {
  const address = 'https://foreign.example/refresh/1';
  const service = {
    '@context': [...contexts, extensions],
    refreshService: { id: address, type: '1EdTechCredentialRefresh' },
  };
  const newerDate = { validFrom: '2026-11-10T00:00:00Z' };
  const refreshing = (change: object = {}) => signedBy(issuer, badgeOf(issuerId, { ...service, ...change }));

  test('a newer issue is what is judged, and it is asked for once', async () => {
    const newer = await refreshing({ ...newerDate, validUntil: '2026-11-12T00:00:00Z' });
    const verification = await judged(await refreshing(), { pages: { [address]: newer } });
    expect(verification).toMatchObject({
      verdict: 'expired',
      credential: newer,
      codes: { refresh: 'passed: refreshed' },
    });
    expect(verification.asked.filter((each) => each === address)).toHaveLength(1);
  });

  test('the same again is no news', async () => {
    const same = await refreshing();
    const verification = await judged(same, { pages: { [address]: same } });
    expect(verification).toMatchObject({ verdict: 'valid', codes: { refresh: 'passed: up-to-date' } });
  });

  test('may come as JWT', async () => {
    const key = await jwtKey();
    const [played] = [controllerWith(issuerId, { 'key-1': key.jwk })];
    const token = await key.sign(withClaims(badgeOf(issuerId, { ...service, ...newerDate })), { kid: '#key-1' });
    const old = await key.sign(withClaims(badgeOf(issuerId, service)), { kid: '#key-1' });
    const sources = playedSources({ controllers: [played], pages: { [address]: token } });
    expect(await judge({ kind: 'jwt', token: old }, sources)).toMatchObject({
      verdict: 'valid',
      credential: newerDate,
    });
  });

  test.each<[string, () => Promise<object | string> | object | string, string]>([
    ['another badge', () => refreshing({ ...newerDate, id: `${badgeId}0` }), 'refresh-of-another'],
    ['an older one', () => refreshing({ validFrom: '2026-10-01T00:00:00Z' }), 'refresh-older'],
    [
      'one of somebody else',
      () => signedBy(friend, badgeOf(friend.id, { ...service, ...newerDate })),
      'refresh-of-another',
    ],
    [
      'one by a key that the issuer does not list',
      async () => signedBy(await signer(issuerId), badgeOf(issuerId, newerDate)),
      'refresh-not-proven',
    ],
    ['a page', () => '<html></html>', 'refresh-not-proven'],
  ])('%s in its place is not believed: the badge itself is judged, with a warning', async (_name, answer, code) => {
    const badge = await refreshing();
    const verification = await judged(badge, { pages: { [address]: await answer() } });
    expect(verification.codes.refresh).toBe(`warning: ${code}`);
    expect(verification).toMatchObject({ verdict: 'valid-with-warnings', credential: badge });
  });

  test('no answer is a warning', async () => {
    expect((await judged(await refreshing())).codes.refresh).toBe('warning: refresh-failed');
  });

  test('nobody is asked before the proof holds, nor where our own records know', async () => {
    expect((await judged({ ...(await refreshing()), name: 'x' })).asked).not.toContain(address);
    const status = async () => check('status', 'passed', 'not-withdrawn');
    const own = { status, issuedAt: async () => undefined };
    const verification = await judged(await refreshing(), { own });
    expect(verification.asked).not.toContain(address);
    expect(verification).toMatchObject({ verdict: 'valid' });
  });
});

describe('recipient (Open Badges 3.0 §9.1 step 5)', () => {
  const hashed = (email: string) => emailIdentity(email, 'salt');
  const plain = { ...hashed(''), hashed: false, identityHash: 'Anna@Example.org', salt: undefined };
  const md5 = { ...hashed(''), identityHash: 'md5$0cc175b9c0f1b6a831c399e269772661' };
  const named = { ...hashed('anna@example.org'), identityType: 'name' };
  const badgeFor = (subject: object) => {
    const { id: _, ...rest } = badgeOf(issuerId).credentialSubject;
    return signedBy(
      issuer,
      JSON.parse(JSON.stringify(badgeOf(issuerId, { credentialSubject: { ...rest, ...subject } }))),
    );
  };

  test.each<[string, object, JudgeOptions['recipient'], string, string]>([
    [
      'a hash among others',
      { identifier: [hashed('b@example.org'), hashed('anna@example.org')] },
      { email: ' Anna@example.org' },
      'passed: recipient-matches',
      'valid',
    ],
    [
      'an address in plain',
      { identifier: [plain] },
      { email: 'anna@example.org' },
      'passed: recipient-matches',
      'valid',
    ],
    [
      'another address',
      { identifier: [hashed('b@example.org')] },
      { email: 'anna@example.org' },
      'failed: other-recipient',
      'invalid',
    ],
    [
      'an identifier of another type',
      { identifier: [named] },
      { email: 'anna@example.org' },
      'not-checked: recipient-not-comparable',
      'unknown',
    ],
    [
      'a hash that is too weak',
      { identifier: [md5] },
      { email: 'a' },
      'not-checked: recipient-not-comparable',
      'unknown',
    ],
    [
      'no address at all',
      { id: holder },
      { email: 'anna@example.org' },
      'not-checked: recipient-not-comparable',
      'unknown',
    ],
    [
      'the address as id',
      { id: 'mailto:anna@example.org' },
      { email: 'anna@example.org' },
      'passed: recipient-matches',
      'valid',
    ],
    ['the same id', { id: holder }, { id: holder }, 'passed: recipient-matches', 'valid'],
    ['another id', { id: holder }, { id: 'did:example:other' }, 'failed: other-recipient', 'invalid'],
  ])('%s', async (_name, subject, recipient, code, verdict) => {
    const options = recipient === undefined ? {} : { recipient };
    const verification = await judged(await badgeFor(subject), {}, options);
    expect(verification.codes.recipient).toBe(code);
    expect(verification.verdict).toBe(verdict);
  });

  test('is not looked at when nobody asks', async () => {
    expect((await judged(await badgeFor({ id: holder }))).codes.recipient).toBeUndefined();
  });
});

describe('endorsements (Open Badges 3.0 §9.1 step 6)', () => {
  const vouch = (about: string, change: object = {}) => signedBy(friend, endorsementOf(friend.id, about, change));
  const badge = badgeOf(issuerId);
  const { achievement } = badge.credentialSubject;

  test.each<[string, (endorsement: JsonObject) => object, string]>([
    ['the badge', (endorsement) => ({ endorsement: [endorsement] }), badgeId],
    [
      'the achievement',
      (endorsement) => ({
        credentialSubject: { ...badge.credentialSubject, achievement: { ...achievement, endorsement: [endorsement] } },
      }),
      achievementId,
    ],
    ['the issuer', (endorsement) => ({ issuer: { ...badge.issuer, endorsement: [endorsement] } }), issuerId],
  ])('of %s is judged and tied to it', async (_name, place, about) => {
    const verification = await judged(await signedBy(issuer, badgeOf(issuerId, place(await vouch(about)))));
    expect(verification).toMatchObject({
      verdict: 'valid',
      codes: { endorsements: 'passed: endorsements-proven' },
      endorsements: [{ verdict: 'valid', issuer: friend.id, subject: about }],
    });
  });

  test.each<[string, () => Promise<object>, string, string]>([
    ['about another badge', () => vouch('https://foreign.example/badges/9'), 'endorsement-of-another', 'invalid'],
    [
      'by a key that its issuer does not list',
      async () => signedBy(await signer(friend.id), endorsementOf(friend.id, badgeId)),
      'endorsement-not-proven',
      'issuer-not-proven',
    ],
    [
      'that has ended',
      () => vouch(badgeId, { validUntil: '2026-11-02T00:00:00Z' }),
      'endorsement-not-proven',
      'expired',
    ],
    ['without a signature', async () => endorsementOf(friend.id, badgeId), 'endorsement-not-proven', 'invalid'],
  ])('%s is a warning on a badge that is itself good', async (_name, endorsement, code, verdict) => {
    const verification = await judged(
      await signedBy(issuer, badgeOf(issuerId, { endorsement: [await endorsement()] })),
    );
    expect(verification).toMatchObject({
      verdict: 'valid-with-warnings',
      codes: { endorsements: `warning: ${code}` },
      endorsements: [{ verdict }],
    });
    const [told] = verification.checks.filter(({ name }) => name === 'endorsements');
    expect(told?.pointer).toBe('/endorsement/0');
  });

  test('whose signature does not fit say nothing of who it would be', async () => {
    const forged = { ...(await vouch(badgeId)), name: 'x' };
    const { endorsements } = await judged(await signedBy(issuer, badgeOf(issuerId, { endorsement: [forged] })));
    expect(endorsements).toMatchObject([{ verdict: 'invalid' }]);
    expect(endorsements?.[0]).not.toHaveProperty('issuer');
  });

  test('in a JWT may be JWTs', async () => {
    const [key, friends] = await Promise.all([jwtKey(), jwtKey()]);
    const said = endorsementOf('did:web:friend.example', badgeId);
    const endorsementJwt = [
      await friends.sign(said, { kid: '#a', typ: 'vc+jwt' }),
      await key.sign(withClaims(badgeOf('did:web:foreign.example')), { kid: '#k' }),
    ];
    const token = await key.sign({ ...withClaims(badgeOf('did:web:foreign.example')), endorsementJwt }, { kid: '#k' });
    const controllers = [
      controllerWith('did:web:foreign.example', { k: key.jwk }),
      controllerWith('did:web:friend.example', { a: friends.jwk }),
    ];
    expect(await judged(token, { controllers })).toMatchObject({
      verdict: 'valid-with-warnings',
      codes: { endorsements: 'warning: not-an-endorsement' },
      endorsements: [{ verdict: 'valid', issuer: 'did:web:friend.example', subject: badgeId }, { verdict: 'invalid' }],
    });
  });

  test('more than anybody needs are not all looked at', async () => {
    const key = await jwtKey();
    const endorsementJwt = Array.from({ length: mostInside + 5 }, (_, index) => `a.b.${index}`);
    const token = await key.sign({ ...withClaims(badge), endorsementJwt }, { kid: '#k' });
    const { endorsements, codes } = await judged(token, { controllers: [] });
    expect(endorsements).toBeUndefined();
    expect(codes.issuer).toBe('failed: key-not-listed');
    const sources = playedSources({ controllers: [controllerWith(issuerId, { k: key.jwk })] });
    const verification = await judge({ kind: 'jwt', token }, sources);
    expect(verification.verdict).toBe('valid-with-warnings');
    expect(verification.endorsements).toHaveLength(mostInside);
  });

  test('do not make us ask more people than is decent', async () => {
    const key = await jwtKey();
    const header = { kid: '#a', typ: 'vc+jwt' };
    const endorsementJwt = await Promise.all(
      Array.from({ length: mostInside }, (_, index) => {
        const refreshService = { id: `https://many.example/refresh/${index}`, type: '1EdTechCredentialRefresh' };
        return key.sign(endorsementOf(`https://many.example/${index}`, badgeId, { refreshService }), header);
      }),
    );
    const many = endorsementJwt.map((_, index) => controllerWith(`https://many.example/${index}`, { a: key.jwk }));
    const controllers = [controllerWith(issuerId, { k: key.jwk }), ...many];
    const sources = playedSources({ controllers });
    const token = await key.sign({ ...withClaims(badge), endorsementJwt }, { kid: '#k' });
    expect((await judge({ kind: 'jwt', token }, sources)).verdict).toBe('valid-with-warnings');
    expect(sources.asked).toHaveLength(mostQuestions);
  });

  test('one that comes by itself is judged as what it is', async () => {
    expect(await judged(await vouch(badgeId))).toMatchObject({ verdict: 'valid', kind: 'endorsement' });
  });
});

describe('a Comprehensive Learner Record (CLR 2.0 §9.1)', () => {
  const record = (verifiableCredential: object[], change: object = {}) => ({
    '@context': [contexts[0], learnerRecordContext, contexts[1]],
    id: 'https://foreign.example/records/1',
    type: ['VerifiableCredential', 'ClrCredential'],
    name: 'Overzicht',
    issuer: { id: issuerId, type: ['Profile'], name: 'Elders' },
    validFrom: '2026-11-01T00:00:00Z',
    credentialSubject: { id: holder, type: ['ClrSubject'], verifiableCredential },
    ...change,
  });
  const second = (change: object = {}) => badgeOf(issuerId, { id: 'https://foreign.example/badges/2', ...change });

  test('is judged, and each badge in it by itself', async () => {
    const inside = [
      await signedBy(issuer, badgeOf(issuerId)),
      await signedBy(friend, badgeOf(friend.id, { id: 'urn:uuid:2' })),
    ];
    expect(await judged(await signedBy(issuer, record(inside)))).toMatchObject({
      verdict: 'valid',
      kind: 'clr-2.0',
      codes: { shape: 'passed: learner-record', credentials: 'passed: credentials-proven' },
      credentials: [{ verdict: 'valid', kind: 'open-badge-3.0' }, { verdict: 'valid' }],
    });
  });

  test('with a bad badge in it has a warning, and the badge its own verdict', async () => {
    const inside = [
      await signedBy(issuer, badgeOf(issuerId)),
      await signedBy(issuer, second({ validUntil: '2026-11-02T00:00:00Z' })),
    ];
    const verification = await judged(await signedBy(issuer, record(inside)));
    expect(verification).toMatchObject({
      verdict: 'valid-with-warnings',
      codes: { credentials: 'warning: credential-not-proven' },
      credentials: [{ verdict: 'valid' }, { verdict: 'expired' }],
    });
    expect(verification.checks.at(-1)?.pointer).toBe('/credentialSubject/verifiableCredential/1');
  });

  test('is never better than its own signature, whatever is in it', async () => {
    const good = await signedBy(issuer, badgeOf(issuerId));
    const thief = await signer(issuerId);
    expect((await judged(await signedBy(thief, record([good])))).verdict).toBe('issuer-not-proven');
    const added = await signedBy(issuer, record([good]));
    const more = { ...record([good, await signedBy(issuer, second())]), proof: added.proof };
    expect((await judged(more as JsonObject)).verdict).toBe('invalid');
  });

  test('in a record is not followed without end', async () => {
    const endorsement = [await signedBy(friend, endorsementOf(friend.id, badgeId))];
    const inner = await signedBy(issuer, record([await signedBy(issuer, badgeOf(issuerId, { endorsement }))]));
    const outer = record([inner], { id: 'https://foreign.example/records/2' });
    const { credentials } = await judged(await signedBy(issuer, outer));
    const [deepest] = credentials?.[0]?.credentials ?? [];
    expect(deepest).toMatchObject({ verdict: 'valid-with-warnings', kind: 'open-badge-3.0' });
    expect(deepest?.checks.at(-1)).toMatchObject({ name: 'endorsements', code: 'too-many-inside' });
  });

  test('of the implementation guide is judged as what it is', async () => {
    const example: JsonObject = JSON.parse(
      readFileSync(new URL('../../../tests/data/openbadges/clrv2p0/signed-credential.json', import.meta.url), 'utf8'),
    );
    const verification = await judged(example);
    expect(verification).toMatchObject({
      verdict: 'issuer-not-proven',
      kind: 'clr-2.0',
      codes: { proof: 'passed: proof-verified' },
    });
  });

  test('as JWT vouches for itself, not for the badges in it', async () => {
    const key = await jwtKey();
    const unsigned = badgeOf('did:web:foreign.example');
    const { id: jti, validFrom, credentialSubject } = record([unsigned]);
    const claims = {
      iss: 'did:web:foreign.example',
      jti,
      sub: credentialSubject.id,
      nbf: Date.parse(validFrom) / 1_000,
    };
    const payload = { ...record([unsigned]), issuer: unsigned.issuer, ...claims };
    const controllers = [controllerWith('did:web:foreign.example', { k: key.jwk })];
    expect(await judged(await key.sign(payload, { kid: '#k' }), { controllers })).toMatchObject({
      verdict: 'valid-with-warnings',
      credentials: [{ verdict: 'invalid' }],
    });
  });
});
