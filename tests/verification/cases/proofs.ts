import type { JsonObject, SuiteOptions } from '../../../src/openbadges/index.ts';
import { badgeOf } from '../../../src/verification/judge/played-sources.test-data.ts';
import type { Case } from '../case.ts';
import { controllerOf, issuerId, type KeyName, keyId, proven } from '../foreign.ts';

const suites: readonly (readonly [SuiteOptions['suite'], KeyName, KeyName])[] = [
  ['eddsa-rdfc-2022', 'Ed25519', 'P-256'],
  ['eddsa-jcs-2022', 'Ed25519', 'P-256'],
  ['ecdsa-rdfc-2019', 'P-256', 'Ed25519'],
  ['ecdsa-rdfc-2019', 'P-384', 'Ed25519'],
  ['ecdsa-jcs-2019', 'P-256', 'Ed25519'],
  ['ecdsa-jcs-2019', 'P-384', 'Ed25519'],
  ['Ed25519Signature2020', 'Ed25519', 'P-256'],
];

const clause = 'VC Data Integrity §4.4';
const withProof = async (suite: SuiteOptions['suite'], name: KeyName, change: object) => {
  const { proof, ...badge } = await proven(suite, name);
  return { ...badge, proof: { ...(proof as JsonObject), ...change } };
};

const eachSuite = suites.flatMap(([suite, name, other]): Case[] => {
  const called = `${suite} with ${name}`;
  return [
    {
      name: `${called}: as signed`,
      clause,
      sent: () => proven(suite, name),
      verdict: 'valid',
      step: 'proof',
      code: 'proof-verified',
    },
    {
      name: `${called}: another name of the achievement`,
      clause,
      sent: async () => {
        const badge: any = await proven(suite, name);
        badge.credentialSubject.achievement.name = 'Hartchirurgie';
        return badge;
      },
      verdict: 'invalid',
      step: 'proof',
      code: 'signature-mismatch',
    },
    {
      name: `${called}: another moment in the proof`,
      clause,
      sent: () => withProof(suite, name, { created: '2026-11-02T00:00:00Z' }),
      verdict: 'invalid',
      step: 'proof',
      code: 'signature-mismatch',
    },
    {
      name: `${called}: the key of another kind`,
      clause: 'VC Data Integrity §3.1',
      sent: () => withProof(suite, name, { verificationMethod: keyId(other) }),
      verdict: 'invalid',
      step: 'proof',
      code: 'wrong-key-type',
    },
    {
      name: `${called}: a signature cut short`,
      clause: 'VC Data Integrity §2.1',
      sent: async () => {
        const badge: any = await proven(suite, name);
        badge.proof.proofValue = badge.proof.proofValue.slice(0, -4);
        return badge;
      },
      verdict: 'invalid',
      step: 'proof',
      code: 'malformed-proof',
    },
    {
      name: `${called}: the signature in another alphabet`,
      clause: 'VC Data Integrity §2.1',
      sent: async () => {
        const badge: any = await proven(suite, name);
        badge.proof.proofValue = `u${badge.proof.proofValue.slice(1)}`;
        return badge;
      },
      verdict: 'invalid',
      step: 'proof',
      code: 'malformed-proof',
    },
    {
      name: `${called}: for another purpose`,
      clause: 'VC Data Integrity §2.3',
      sent: () => proven(suite, name, undefined, { proofPurpose: 'authentication' }),
      verdict: 'invalid',
      step: 'proof',
      code: 'wrong-purpose',
    },
  ];
});

const both = async () => {
  const first = await proven('eddsa-rdfc-2022', 'Ed25519', undefined, { id: 'urn:uuid:1' });
  return proven('ecdsa-rdfc-2019', 'P-256', first, { id: 'urn:uuid:2' });
};
const chain = async () => {
  const first = await proven('eddsa-rdfc-2022', 'Ed25519', undefined, { id: 'urn:uuid:1' });
  return proven('ecdsa-rdfc-2019', 'P-256', first, { previousProof: 'urn:uuid:1' });
};
const withProofs = async (make: () => Promise<any>, change: (proofs: any[]) => unknown) => {
  const badge = await make();
  return { ...badge, proof: change(badge.proof) };
};

export const proofCases: readonly Case[] = [
  ...eachSuite,
  {
    name: 'a set of two proofs',
    clause: 'VC Data Integrity §2.1.1',
    sent: both,
    verdict: 'valid',
    step: 'proof',
    code: 'proof-verified',
  },
  {
    name: 'a set of two proofs, one of them altered',
    clause: 'VC Data Integrity §4.5',
    sent: () => withProofs(both, ([one, two]) => [one, { ...two, created: '2026-11-02T00:00:00Z' }]),
    verdict: 'invalid',
    step: 'proof',
    code: 'signature-mismatch',
  },
  {
    name: 'a chain of two proofs',
    clause: 'VC Data Integrity §2.1.2',
    sent: chain,
    verdict: 'valid',
    step: 'proof',
    code: 'proof-verified',
  },
  {
    name: 'a chain without its first proof',
    clause: 'VC Data Integrity §4.5',
    sent: () => withProofs(chain, ([, two]) => two),
    verdict: 'invalid',
    step: 'proof',
    code: 'previous-proof-missing',
  },
  {
    name: 'a chain whose first proof is altered',
    clause: 'VC Data Integrity §4.5',
    sent: () => withProofs(chain, ([one, two]) => [{ ...one, created: '2026-11-02T00:00:00Z' }, two]),
    verdict: 'invalid',
    step: 'proof',
    code: 'signature-mismatch',
  },
  {
    name: 'more proofs than are looked at',
    clause: 'threats.md §2.6',
    sent: () => withProofs(both, ([one]) => Array.from({ length: 5 }, (_, n) => ({ ...one, id: `urn:uuid:${n}` }))),
    verdict: 'invalid',
    step: 'proof',
    code: 'malformed-proof',
  },
  {
    name: 'no proof',
    clause: 'Open Badges 3.0 §8.1',
    sent: () => badgeOf(issuerId),
    verdict: 'invalid',
    step: 'proof',
    code: 'no-proof',
  },
  {
    name: 'a suite that nobody knows',
    clause: 'VC Data Integrity §3.1',
    sent: () => withProof('eddsa-rdfc-2022', 'Ed25519', { cryptosuite: 'quantum-2040' }),
    verdict: 'unknown',
    step: 'proof',
    code: 'unsupported-proof',
  },
  {
    name: 'a proof of a type that nobody knows',
    clause: 'VC Data Integrity §3.1',
    sent: () => withProof('eddsa-rdfc-2022', 'Ed25519', { type: 'RsaSignature2018' }),
    verdict: 'unknown',
    step: 'proof',
    code: 'unsupported-proof',
  },
  {
    name: 'the deprecated name of the suite (eddsa-2022) on a proof that was made under the new one',
    clause: 'Open Badges 3.0 §8.3',
    sent: () => withProof('eddsa-rdfc-2022', 'Ed25519', { cryptosuite: 'eddsa-2022' }),
    verdict: 'invalid',
    step: 'proof',
    code: 'signature-mismatch',
  },
  {
    name: 'a proof that has expired',
    clause: 'VC Data Integrity §2.1',
    sent: () => proven('eddsa-rdfc-2022', 'Ed25519', undefined, { expires: new Date('2026-11-20T00:00:00Z') }),
    verdict: 'expired',
    step: 'validity',
    code: 'expired',
  },
  {
    name: 'a proof from the future',
    clause: 'threats.md §2.7',
    sent: () => proven('eddsa-rdfc-2022', 'Ed25519', undefined, { created: new Date('2026-12-20T00:00:00Z') }),
    verdict: 'not-yet-valid',
    step: 'validity',
    code: 'not-yet-valid',
  },
  {
    name: 'a key that had ended before the proof was made',
    clause: 'Controlled Identifiers 1.0 §2.2',
    sent: () => proven('eddsa-rdfc-2022', 'Ed25519'),
    played: () => ({ controllers: [withMethod({ expires: '2026-10-01T00:00:00Z' })] }),
    verdict: 'invalid',
    step: 'proof',
    code: 'key-expired',
  },
  {
    name: 'a key that its controller has withdrawn',
    clause: 'Controlled Identifiers 1.0 §2.2',
    sent: () => proven('eddsa-rdfc-2022', 'Ed25519'),
    played: () => ({ controllers: [withMethod({ revoked: '2026-11-10T00:00:00Z' })] }),
    verdict: 'invalid',
    step: 'proof',
    code: 'key-compromised',
  },
  {
    name: 'a base proof of ecdsa-sd-2023, which is for its holder',
    clause: 'Data Integrity ECDSA Cryptosuites 1.0 §3.4',
    sent: () => proven('ecdsa-sd-2023', 'P-256', undefined, { mandatoryPointers: ['/issuer'] }),
    verdict: 'invalid',
    step: 'proof',
    code: 'base-proof',
  },
  {
    name: 'a point with which anybody could sign',
    clause: 'RFC 8032 §5.1.7',
    sent: () => proven('eddsa-rdfc-2022', 'Ed25519'),
    played: () => ({
      controllers: [
        withMethod({ publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x: 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' } }),
      ],
    }),
    verdict: 'invalid',
    step: 'proof',
    code: 'unsound-key',
  },
];

function withMethod(change: object) {
  const controller = controllerOf(issuerId, ['Ed25519']);
  const [method] = controller.verificationMethod;
  return { ...controller, verificationMethod: [{ ...method, ...change }] } as typeof controller;
}
