import { beforeAll, describe, expect, test } from 'vitest';
import { type ControllerDocument, isObject, type JsonObject } from '../../openbadges/index.ts';
import { judgeDocument } from './judge.ts';
import {
  badgeOf,
  contexts,
  extensions,
  olderContexts,
  type Played,
  playedSources,
  type Signer,
  signedBy,
  signer,
} from './played-sources.test-data.ts';
import type { Verification } from './verdict.ts';

const issuerId = 'https://foreign.example/issuer';
let issuer: Signer;
let badge: JsonObject;
beforeAll(async () => {
  issuer = await signer(issuerId);
  badge = await signedBy(issuer, badgeOf(issuerId));
});

const judged = (document: unknown, played: Played = { controllers: [issuer.controller] }) =>
  judgeDocument(document, playedSources(played));
const of = ({ checks }: Verification, name: string) => checks.find((each) => each.name === name);
const codes = (verification: Verification) =>
  Object.fromEntries(verification.checks.map(({ name, outcome, code }) => [name, `${outcome}: ${code}`]));

test('a badge of anybody whose own document lists the key is valid, and the answer says what was judged', async () => {
  const verification = await judged(badge);
  expect(verification).toMatchObject({
    verdict: 'valid',
    kind: 'open-badge-3.0',
    securing: 'data-integrity',
    proofs: [{ code: 'proof-verified', verificationMethod: issuer.keyId, cryptosuite: 'eddsa-rdfc-2022' }],
    credential: badge,
  });
});

describe('who signed (openbadges-3.md §0.8: the official validator believes the fragment)', () => {
  test('a key that is only written in the fragment proves no issuer, though the signature fits', async () => {
    const thief = await signer(issuerId);
    const verification = await judged(await signedBy(thief, badgeOf(issuerId)));
    expect(verification.verdict).toBe('issuer-not-proven');
    expect(codes(verification)).toMatchObject({ proof: 'passed: proof-verified', issuer: 'failed: key-not-listed' });
  });

  test('and when something was changed under that key, the badge is invalid', async () => {
    const thief = await signer(issuerId);
    const forged = { ...(await signedBy(thief, badgeOf(issuerId))), name: 'Hartchirurgie' };
    const verification = await judged(forged);
    expect(verification.verdict).toBe('invalid');
    expect(verification.credential).toBeUndefined();
  });

  test('a good signature by a did:key of one’s own proves nothing about somebody else', async () => {
    const thief = await signer('did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2');
    const forged = await signedBy(thief, badgeOf(issuerId));
    const verification = await judged(forged, { controllers: [issuer.controller, thief.controller] });
    expect(codes(verification)).toMatchObject({ proof: 'passed: proof-verified', issuer: 'failed: key-not-listed' });
  });

  test('a key that the issuer has for another purpose does not count', async () => {
    const controller: ControllerDocument = { ...issuer.controller, assertionMethod: [] };
    const verification = await judged(badge, { controllers: [controller] });
    expect(verification.verdict).toBe('issuer-not-proven');
    expect(of(verification, 'proof')?.outcome).toBe('not-checked');
  });

  test('a key that the issuer names without describing it does not count', async () => {
    const controller: ControllerDocument = { ...issuer.controller, verificationMethod: [] };
    expect((await judged(badge, { controllers: [controller] })).verdict).toBe('issuer-not-proven');
  });

  test('an issuer whose host is down: nobody knows, and the signature is checked all the same', async () => {
    const down = { unavailable: { [issuerId]: 'unreachable' } } as const;
    const verification = await judged(badge, down);
    expect(verification.verdict).toBe('unknown');
    expect(codes(verification)).toMatchObject({
      proof: 'passed: proof-verified',
      issuer: 'not-checked: issuer-unreachable',
      status: 'not-checked: not-checked',
    });
    expect((await judged({ ...badge, name: 'x' }, down)).verdict).toBe('invalid');
  });

  test.each(['unsupported', 'malformed'] as const)('an issuer that is %s is not proven', async (why) => {
    const verification = await judged(badge, { unavailable: { [issuerId]: why } });
    expect(verification.verdict).toBe('issuer-not-proven');
    expect(of(verification, 'issuer')?.code).toBe('issuer-unresolved');
  });

  test('each controller is asked once', async () => {
    const sources = playedSources({ controllers: [issuer.controller] });
    await judgeDocument({ ...badge, proof: [badge.proof].flat() }, sources);
    expect(sources.asked).toEqual([issuerId]);
  });
});

describe('signatures of a kind that is not known here', () => {
  const proof = (): JsonObject => {
    const [first] = [badge.proof].flat();
    return isObject(first) ? first : expect.fail();
  };
  /** Another signature of a suite that nobody knows yet. */
  const unknown = () => {
    const value = String(proof().proofValue);
    return { ...proof(), cryptosuite: 'quantum-rdfc-2031', proofValue: `z${[...value.slice(1)].reverse().join('')}` };
  };

  test.each<[string, () => object]>([
    ['a cryptosuite', unknown],
    ['a type', () => ({ ...proof(), type: 'MerkleProof2019' })],
    [
      'a type whose signature stands elsewhere',
      () => ({ ...proof(), type: 'JsonWebSignature2020', proofValue: undefined, jws: 'a..b' }),
    ],
  ])('%s: it could not be checked, and is not called invalid', async (_name, other) => {
    const verification = await judged(JSON.parse(JSON.stringify({ ...badge, proof: [other()] })));
    expect(verification.verdict).toBe('unknown');
    expect(of(verification, 'proof')).toMatchObject({ outcome: 'not-checked', code: 'unsupported-proof' });
    expect(verification.proofs).toMatchObject([{ code: 'unsupported-proof' }]);
  });

  test('beside one that does not fit, the badge is invalid', async () => {
    expect((await judged({ ...badge, name: 'x', proof: [proof(), unknown()] })).verdict).toBe('invalid');
  });

  test('beside a good one, the badge is not called valid: every signature must hold (VC Data Integrity §4.5)', async () => {
    expect((await judged({ ...badge, proof: [proof(), unknown()] })).verdict).toBe('unknown');
  });
});

describe('shapes of others (openbadges-3.md §4: what the official validator only warns about)', () => {
  const older = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json';
  const suite = 'https://w3id.org/security/suites/ed25519-2020/v1';
  const schema = [{ id: 'https://example.org/s', type: '1EdTechJsonSchemaValidator2019' }];
  const v1 = () => {
    const { validFrom: issuanceDate, ...rest } = badgeOf(issuerId);
    return { ...rest, '@context': olderContexts, issuanceDate };
  };

  test.each<[string, () => object, string, string]>([
    [
      'an older context',
      () => badgeOf(issuerId, { '@context': [contexts[0], older] }),
      'older-context',
      'open-badge-3.0',
    ],
    [
      'a context of which nothing is used',
      () => badgeOf(issuerId, { '@context': [...contexts, suite] }),
      'context-not-needed',
      'open-badge-3.0',
    ],
    [
      'another order',
      () => badgeOf(issuerId, { '@context': [...contexts, suite, extensions], credentialSchema: schema }),
      'context-not-needed',
      'open-badge-3.0',
    ],
    ['version 1.1 of the data model', v1, 'older-data-model', 'open-badge-3.0-vcdm-1.1'],
  ])('%s gives a warning', async (_name, document, code, kind) => {
    const verification = await judged(await signedBy(issuer, document()));
    expect(codes(verification).shape).toBe(`warning: ${code}`);
    expect(verification).toMatchObject({ verdict: 'valid-with-warnings', kind });
  });

  test('proof may be one object', async () => {
    expect((await judged({ ...badge, proof: [badge.proof].flat()[0] })).verdict).toBe('valid');
  });

  test('a context that is not known is a fault where JSON-LD says what is signed', async () => {
    const verification = await judged({ ...badge, '@context': [...contexts, 'https://example.org/'] });
    expect(verification).toMatchObject({ verdict: 'malformed' });
    expect(verification.kind).toBeUndefined();
  });
});
