import { deflateSync, gzipSync } from 'node:zlib';
import { CompactSign, importJWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type ControllerDocument,
  didKeyDocument,
  encodeBitstring,
  generateEd25519Key,
  generateSigningKey,
  type JsonObject,
  privateKeyOf,
  signCredential,
  verifyProofs,
} from '../../../openbadges/index.ts';
import type { Fetched, Sources, Unavailable } from '../sources.ts';
import { verdictOf } from '../verdict.ts';
import { judgeStatus } from './status.ts';

const now = new Date('2026-11-22T12:00:00Z');
const url = 'https://uni.example/status/1';
const didOf = (publicKey: string) => `did:key:${publicKey}`;
type Key = Awaited<ReturnType<typeof generateEd25519Key>>;
let issuer: Key;
let stranger: Key;
let did = '';
/** Bit 5 is set. */
let five = '';

beforeAll(async () => {
  [issuer, stranger] = await Promise.all([generateEd25519Key(), generateEd25519Key()]);
  did = didOf(issuer.publicKeyMultibase);
  five = encodeBitstring([5]);
});

/** A list before it is signed. */
const list = (subject: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: url,
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  issuer: did,
  validFrom: '2026-11-22T00:00:00Z',
  validUntil: '2026-11-23T00:00:00Z',
  credentialSubject: {
    id: `${url}#list`,
    type: 'BitstringStatusList',
    statusPurpose: 'revocation',
    encodedList: five,
    ...subject,
  },
  ...more,
});

async function signed(document: JsonObject, key: Key = issuer) {
  const controller = didOf(key.publicKeyMultibase);
  return signCredential(
    document,
    { ...key, id: `${controller}#${key.publicKeyMultibase}`, controller },
    { created: now },
  );
}

/** One answer of the host of lists; a text as it is, an object as JSON. */
const answer = (body: unknown, mediaType = 'application/vc'): Fetched => ({
  url,
  mediaType,
  bytes: typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body)),
});

function sources(
  answers: Record<string, Fetched | Unavailable>,
  controllers: Record<string, ControllerDocument> = {},
): Sources {
  return {
    now,
    controller: async (id) => controllers[id] ?? didKeyDocument(id) ?? 'unsupported',
    fetch: async (address) => answers[address] ?? 'unreachable',
    proofs: (document, named, at) => verifyProofs(document, named, at === undefined ? {} : { now: at }),
  };
}

const entry = (more: JsonObject = {}): JsonObject => ({
  id: `${url}#5`,
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '5',
  statusListCredential: url,
  ...more,
});
const badge = (credentialStatus: unknown): JsonObject => ({ id: 'urn:uuid:1', issuer: { id: did }, credentialStatus });

/** What came of the entry when its host answers this. */
async function judged(
  body: Fetched | Unavailable,
  credentialStatus: unknown = entry(),
  more?: Record<string, ControllerDocument>,
) {
  const { outcome, code, detail } = await judgeStatus(badge(credentialStatus), sources({ [url]: body }, more));
  return detail === undefined ? [outcome, code] : [outcome, code, detail];
}

const lists = async (document: JsonObject, key?: Key) => answer(await signed(document, key));

describe('a list that its issuer signed (Bitstring Status List §3.2)', () => {
  test('tells revoked from not revoked', async () => {
    const page = await lists(list());
    expect(await judged(page)).toEqual(['failed', 'revoked']);
    expect(await judged(page, entry({ statusListIndex: '4' }))).toEqual(['passed', 'not-withdrawn']);
    expect(await judged(page, entry({ statusListIndex: '131071' }))).toEqual(['passed', 'not-withdrawn']);
  });

  test('tells suspended from revoked, and serves several purposes', async () => {
    const page = await lists(list({ statusPurpose: ['revocation', 'suspension', 'refresh', 'audit'] }));
    expect(await judged(page, entry({ statusPurpose: 'suspension' }))).toEqual(['failed', 'suspended']);
    expect(await judged(page, entry({ statusPurpose: 'refresh' }))).toEqual(['warning', 'refresh-available']);
    expect(await judged(page, entry({ statusPurpose: 'audit' }))).toEqual(['warning', 'other-purpose', 'audit']);
  });

  test('of another purpose says nothing about the question', async () => {
    const page = await lists(list({ statusPurpose: 'suspension' }));
    expect(await judged(page)).toEqual(['failed', 'list-of-another-purpose']);
  });

  test('holds messages of several bits, the left-most counting most (§2.1 statusSize)', async () => {
    const statusMessage = ['0x0', '0x1', '0x2', '0x3'].map((status) => ({ status, message: `message ${status}` }));
    // Bits 10 and 11 are 1 and 0: entry 5 of two bits is 2.
    const page = await lists(list({ statusPurpose: 'message', encodedList: encodeBitstring([10], 262_144) }));
    const message = (more: JsonObject) => entry({ statusPurpose: 'message', statusSize: 2, statusMessage, ...more });
    expect(await judged(page, message({}))).toEqual(['warning', 'status-message', 'message 0x2']);
    expect(await judged(page, message({ statusListIndex: '6' }))).toEqual(['passed', 'not-withdrawn', 'message 0x0']);
    expect(await judged(page, message({ statusListIndex: '131072' }))).toEqual(['failed', 'index-out-of-range']);
    const malformed = ['failed', 'malformed-status'];
    expect(await judged(page, message({ statusMessage: statusMessage.slice(1) }))).toEqual(malformed);
    expect(await judged(page, message({ statusMessage: undefined }))).toEqual(malformed);
    for (const statusSize of [0, -1, 1.5, '2', 9, 1e9, null])
      expect(await judged(page, message({ statusSize }))).toEqual(malformed);
  });

  test('is too short when its entries of several bits are fewer than 131,072', async () => {
    const statusMessage = [...'0123'].map((digit) => ({ status: `0x${digit}`, message: digit }));
    expect(await judged(await lists(list()), entry({ statusSize: 2, statusMessage }))).toEqual([
      'failed',
      'list-too-short',
    ]);
  });

  test.each(['05', '5 ', '-1', '1e3', '0x5', 5, null, ['5'], ''])('has no place %j', async (statusListIndex) => {
    expect(await judged(await lists(list()), entry({ statusListIndex }))).toEqual(['failed', 'malformed-status']);
  });

  test('has no place behind its end', async () => {
    const page = await lists(list());
    for (const statusListIndex of ['131072', '4294967301'])
      expect(await judged(page, entry({ statusListIndex }))).toEqual(['failed', 'index-out-of-range']);
  });
});

describe('a list that cannot be relied on is never "valid"', () => {
  const notIts = ['not-checked', 'list-not-proven'];

  test('when nobody answers, or with something else', async () => {
    expect(await judged('unreachable')).toEqual(['not-checked', 'list-not-reachable']);
    expect(await judged('malformed')).toEqual(['not-checked', 'list-unreadable']);
    for (const body of ['', '<html>', '[]', 'eyJ', 'eyJhbGciOiJub25lIn0.e30.', '{"id":1,"id":1}'])
      expect((await judged(answer(body))).slice(0, 2)).toEqual(['not-checked', 'list-unreadable']);
  });

  test('when somebody else signed it', async () => {
    const good = list({ encodedList: encodeBitstring([]) });
    // In its own name, and in the name of the issuer.
    const own = { ...good, issuer: didOf(stranger.publicKeyMultibase) };
    expect(await judged(await lists(own, stranger))).toEqual(['failed', 'list-of-another-issuer']);
    expect((await judged(await lists(good, stranger))).slice(0, 2)).toEqual(notIts);
    expect((await judged(answer(good))).slice(0, 2)).toEqual(notIts);
  });

  test('when it was changed after signing', async () => {
    const page = await signed(list());
    const changed = {
      ...page,
      credentialSubject: { ...(page as any).credentialSubject, encodedList: encodeBitstring([]) },
    };
    expect(await judged(answer(changed))).toEqual([...notIts, 'signature-mismatch']);
  });

  test('when its words may mean something else', async () => {
    const page: any = await signed(list());
    const inline = { ...page, '@context': [...page['@context'], { encodedList: 'https://evil.example/#x' }] };
    const inner = { ...page, credentialSubject: { ...page.credentialSubject, '@context': {} } };
    for (const changed of [inline, inner, { ...page, '@included': [] }])
      expect((await judged(answer(changed))).slice(0, 2)).toEqual(notIts);
  });

  test('when it belongs to another address', async () => {
    const elsewhere = await lists(list({}, { id: `${url}0` }));
    expect(await judged(elsewhere)).toEqual(['not-checked', 'list-of-another-address']);
  });

  test('when it is not of today', async () => {
    const stale = await lists(list({}, { validUntil: '2026-11-22T11:59:59Z' }));
    expect((await judged(stale)).slice(0, 2)).toEqual(['not-checked', 'list-out-of-date']);
    const early = await lists(list({}, { validFrom: '2026-11-22T12:06:00Z', validUntil: '2026-11-24T00:00:00Z' }));
    expect((await judged(early)).slice(0, 2)).toEqual(['not-checked', 'list-out-of-date']);
    const undated = answer(list({}, { validUntil: '2026-11-31T00:00:00Z' }));
    expect((await judged(undated)).slice(0, 2)).toEqual(['not-checked', 'list-unreadable']);
  });

  test('when it is no list', async () => {
    const badgeInstead = await lists(list({}, { type: ['VerifiableCredential'] }));
    expect((await judged(badgeInstead)).slice(0, 2)).toEqual(['not-checked', 'list-unreadable']);
    const other = answer(list({ type: 'BitstringStatusListEntry' }));
    expect((await judged(other)).slice(0, 2)).toEqual(['not-checked', 'list-unreadable']);
  });

  test.each<[string, () => string]>([
    ['zlib instead of gzip', () => `u${deflateSync(Buffer.alloc(16_384)).toString('base64url')}`],
    ['no multibase letter', () => gzipSync(Buffer.alloc(16_384)).toString('base64url')],
    ['base58', () => `z${gzipSync(Buffer.alloc(16_384)).toString('base64url')}`],
    ['gzip that is cut off', () => encodeBitstring([5]).slice(0, -12)],
    [
      'gzip with something behind it',
      () => `u${Buffer.concat([gzipSync(Buffer.alloc(16_384)), Buffer.alloc(9)]).toString('base64url')}`,
    ],
    ['16 MB and a byte (a bomb)', () => `u${gzipSync(Buffer.alloc(16 * 1024 * 1024 + 1)).toString('base64url')}`],
  ])('when it holds %s', async (_what, encodedList) => {
    const page = await lists(list({ encodedList: encodedList() }));
    expect(await judged(page)).toEqual(['not-checked', 'list-unreadable', 'encodedList']);
  });

  test('when it is shorter than 131,072 entries', async () => {
    const short = await lists(list({ encodedList: `u${gzipSync(Buffer.alloc(16_383)).toString('base64url')}` }));
    expect(await judged(short)).toEqual(['failed', 'list-too-short']);
  });

  test('a bomb of a quarter of a gigabyte is cut off early', async () => {
    const page = await lists(
      list({ encodedList: `u${gzipSync(Buffer.alloc(256 * 1024 * 1024), { level: 1 }).toString('base64url')}` }),
    );
    const start = performance.now();
    expect(await judged(page)).toEqual(['not-checked', 'list-unreadable', 'encodedList']);
    expect(performance.now() - start).toBeLessThan(1_500);
  });
});

describe('several entries', () => {
  const suspension = `${url}/suspension`;
  const both = [entry(), entry({ statusPurpose: 'suspension', statusListCredential: suspension })];
  const pages = async (revoked: readonly number[], suspended: readonly number[]) => ({
    [url]: await lists(list({ encodedList: encodeBitstring(revoked) })),
    [suspension]: await lists(
      list({ statusPurpose: 'suspension', encodedList: encodeBitstring(suspended) }, { id: suspension }),
    ),
  });
  const codeOf = async (credentialStatus: unknown, answers: Record<string, Fetched | Unavailable>) =>
    (await judgeStatus(badge(credentialStatus), sources(answers))).code;

  test('are all looked at, and the worst is told, whatever their order', async () => {
    for (const entries of [both, both.toReversed()]) {
      expect(await codeOf(entries, await pages([], []))).toBe('not-withdrawn');
      expect(await codeOf(entries, await pages([], [5]))).toBe('suspended');
      expect(await codeOf(entries, await pages([5], [5]))).toBe('revoked');
      expect(await codeOf(entries, { ...(await pages([5], [])), [suspension]: 'unreachable' })).toBe('revoked');
      expect(await codeOf(entries, { ...(await pages([], [])), [suspension]: 'unreachable' })).toBe(
        'list-not-reachable',
      );
      expect(await codeOf([...entries, { type: 'SomethingNew' }], await pages([], []))).toBe('unsupported-status');
      expect(await codeOf([...entries, 7], await pages([], []))).toBe('malformed-status');
    }
  });

  test('are not too many, and may be none', async () => {
    expect(await codeOf(Array(5).fill(entry()), {})).toBe('too-many-entries');
    expect(await codeOf([], {})).toBe('no-status');
    expect(await codeOf(undefined, {})).toBe('no-status');
  });

  test('lead to the verdict that fits', async () => {
    const verdict = async (answers: Record<string, Fetched | Unavailable>) =>
      verdictOf([await judgeStatus(badge(both), sources(answers))]);
    expect(await verdict(await pages([5], []))).toBe('revoked');
    expect(await verdict(await pages([], [5]))).toBe('suspended');
    expect(await verdict({})).toBe('unknown');
  });
});

describe('a list as JWT (VC JOSE COSE §3.1.1)', () => {
  async function jwt(payload: JsonObject, header: JsonObject, key = issuer) {
    const signer = new CompactSign(Buffer.from(JSON.stringify(payload)));
    return signer
      .setProtectedHeader({ alg: 'EdDSA', typ: 'vc+jwt', ...header })
      .sign(privateKeyOf('Ed25519', key.secretKeyMultibase));
  }
  const kid = () => `${did}#${issuer.publicKeyMultibase}`;

  test('is read like any other', async () => {
    expect(await judged(answer(await jwt(list(), { kid: kid() }), 'application/vc+jwt'))).toEqual([
      'failed',
      'revoked',
    ]);
    const short = await jwt(list(), { kid: issuer.publicKeyMultibase });
    expect(await judged(answer(short, 'text/plain'), entry({ statusListIndex: '4' }))).toEqual([
      'passed',
      'not-withdrawn',
    ]);
  });

  test('counts only by a key that its issuer lists', async () => {
    const unproven = ['not-checked', 'list-not-proven'];
    for (const text of [
      await jwt(list(), { kid: kid() }, stranger),
      await jwt(list(), { kid: `${didOf(stranger.publicKeyMultibase)}#${stranger.publicKeyMultibase}` }, stranger),
      await jwt(list(), { kid: 'https://evil.example/key' }),
    ])
      expect((await judged(answer(text))).slice(0, 2)).toEqual(unproven);
    const [head, body, signature] = (await jwt(list(), { kid: kid() })).split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid: kid() })).toString('base64url');
    expect((await judged(answer(`${none}.${body}.${signature}`))).slice(0, 2)).toEqual(unproven);
    expect((await judged(answer(`${head}.${body}.AAAA`))).slice(0, 2)).toEqual(unproven);
  });

  test('may be signed with a key of P-256 or RSA that stands in the controller document as JWK', async () => {
    const uni = 'did:web:uni.example';
    for (const [algorithm, alg] of [
      ['P-256', 'ES256'],
      ['RSA', 'RS256'],
    ] as const) {
      const key = await generateSigningKey(algorithm);
      const secret = privateKeyOf(algorithm, key.secretKeyMultibase);
      const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKeyJwk } = secret.export({ format: 'jwk' });
      await importJWK({ ...publicKeyJwk, kty: String(publicKeyJwk.kty) }, alg);
      const id = `${uni}#k`;
      const controller = {
        id: uni,
        verificationMethod: [{ id, type: 'JsonWebKey', controller: uni, publicKeyJwk }],
        assertionMethod: [id],
      };
      const payload = Buffer.from(JSON.stringify(list({}, { issuer: uni })));
      const text = await new CompactSign(payload).setProtectedHeader({ alg, kid: id, typ: 'vc+jwt' }).sign(secret);
      const status = (more: Partial<ControllerDocument> = {}) =>
        judgeStatus(
          { ...badge(entry()), issuer: uni },
          sources({ [url]: answer(text) }, { [uni]: { ...controller, ...more } }),
        );
      expect(await status()).toMatchObject({ code: 'revoked' });
      expect(await status({ assertionMethod: [] })).toMatchObject({ code: 'list-not-proven' });
    }
  });
});

describe('the issuer of a list', () => {
  test('may have another name, when both list the key that signed', async () => {
    const profile = 'https://uni.example/profile';
    const key = `${did}#${issuer.publicKeyMultibase}`;
    const page = await lists(list());
    const status = (assertionMethod: string[]) =>
      judgeStatus(
        { ...badge(entry()), issuer: profile },
        sources({ [url]: page }, { [profile]: { id: profile, verificationMethod: [], assertionMethod } }),
      );
    expect(await status([key])).toMatchObject({ code: 'revoked' });
    expect(await status([])).toMatchObject({ outcome: 'failed', code: 'list-of-another-issuer' });
  });
});

describe('StatusList2021 (the list before it)', () => {
  const older = (more: JsonObject = {}) => ({
    '@context': [
      'https://www.w3.org/2018/credentials/v1',
      'https://w3id.org/vc/status-list/2021/v1',
      'https://w3id.org/security/data-integrity/v2',
    ],
    id: url,
    type: ['VerifiableCredential', 'StatusList2021Credential'],
    issuer: did,
    issuanceDate: '2026-11-01T00:00:00Z',
    credentialSubject: {
      id: `${url}#list`,
      type: 'StatusList2021',
      statusPurpose: 'revocation',
      encodedList: five.slice(1),
      ...more,
    },
  });
  const olderEntry = (statusListIndex: string) => entry({ type: 'StatusList2021Entry', statusListIndex });

  test('is read in its own way', async () => {
    const page = await lists(older());
    expect(await judged(page, olderEntry('5'))).toEqual(['failed', 'revoked']);
    expect(await judged(page, olderEntry('4'))).toEqual(['passed', 'not-withdrawn']);
    const padded = Buffer.from(five.slice(1), 'base64url').toString('base64');
    expect(await judged(await lists(older({ encodedList: padded })), olderEntry('5'))).toEqual(['failed', 'revoked']);
  });

  test('is no Bitstring list, nor the other way round', async () => {
    expect((await judged(await lists(older()))).slice(0, 2)).toEqual(['not-checked', 'list-unreadable']);
    expect((await judged(await lists(list()), olderEntry('5'))).slice(0, 2)).toEqual([
      'not-checked',
      'list-unreadable',
    ]);
  });
});

describe('a 1EdTech revocation list (Open Badges 3.0 §9.1 step 3)', () => {
  const status = { id: url, type: '1EdTechRevocationList' };
  const page = (revokedCredential: unknown, more: JsonObject = {}) =>
    answer({ id: url, issuer: did, revokedCredential, ...more }, 'application/json');

  test('names what was revoked', async () => {
    expect(await judged(page([{ id: 'urn:uuid:2' }]), status)).toEqual(['passed', 'not-withdrawn']);
    expect(await judged(page([{ id: 'urn:uuid:1', revoked: false }]), status)).toEqual(['passed', 'not-withdrawn']);
    expect(await judged(page([{ id: 'urn:uuid:1', revoked: true, revocationReason: 'Fraud' }]), status)).toEqual([
      'failed',
      'revoked',
      'Fraud',
    ]);
    expect(await judged(page([{ id: 'urn:uuid:1' }]), status)).toEqual(['failed', 'revoked']);
  });

  test('of somebody else, or that is none, tells nothing', async () => {
    expect(await judged(page([], { issuer: 'https://evil.example' }), status)).toEqual([
      'failed',
      'list-of-another-issuer',
    ]);
    expect(await judged(page([], { id: 'https://evil.example' }), status)).toEqual([
      'not-checked',
      'list-of-another-address',
    ]);
    expect((await judged(page('none'), status)).slice(0, 2)).toEqual(['not-checked', 'list-unreadable']);
    expect(await judged('unreachable', status)).toEqual(['not-checked', 'list-not-reachable']);
    expect(await judged(page([]), { ...status, id: 'http://uni.example' })).toEqual(['failed', 'malformed-status']);
  });
});
