import type { ControllerDocument } from '../../../src/openbadges/index.ts';
import { badgeOf, type Played } from '../../../src/verification/judge/played-sources.test-data.ts';
import type { Case } from '../case.ts';
import { controllerOf, issuerId, keyId, keys, proven } from '../foreign.ts';

const signed = () => proven('eddsa-rdfc-2022', 'Ed25519');
const clause = 'Controlled Identifiers 1.0 §3.3';
const other = 'https://other.example/issuer';
const alone = (controller: ControllerDocument): Played => ({ controllers: [controller] });

function changed(change: (controller: any) => void): Played {
  const controller = structuredClone(controllerOf()) as any;
  change(controller);
  return alone(controller);
}

const played: readonly (readonly [string, () => Played, Case['verdict'], string])[] = [
  ['the issuer lists the key', () => alone(controllerOf()), 'valid', 'key-listed-by-issuer'],
  [
    'the issuer lists another key',
    () => alone(controllerOf(issuerId, ['P-256'])),
    'issuer-not-proven',
    'key-not-listed',
  ],
  [
    'the issuer lists no key for statements',
    () =>
      changed((each) => {
        each.assertionMethod = [];
      }),
    'issuer-not-proven',
    'key-not-listed',
  ],
  [
    'the issuer lists a key under another controller',
    () =>
      changed((each) => {
        for (const method of each.verificationMethod) method.controller = other;
      }),
    'issuer-not-proven',
    'key-not-listed',
  ],
  ['the issuer lists nothing at all', () => alone(controllerOf(issuerId, [])), 'issuer-not-proven', 'key-not-listed'],
  [
    'nobody knows how such an issuer is looked up',
    () => ({ unavailable: { [issuerId]: 'unsupported' } }),
    'issuer-not-proven',
    'issuer-unresolved',
  ],
  [
    'what the issuer publishes is no list of keys',
    () => ({ unavailable: { [issuerId]: 'malformed' } }),
    'issuer-not-proven',
    'issuer-unresolved',
  ],
  [
    'the issuer does not answer',
    () => ({ unavailable: { [issuerId]: 'unreachable' } }),
    'unknown',
    'issuer-unreachable',
  ],
];

export const issuerCases: readonly Case[] = [
  ...played.map(
    ([name, world, verdict, code]): Case => ({
      name,
      clause,
      sent: signed,
      played: world,
      verdict,
      step: 'issuer',
      code,
    }),
  ),
  {
    name: 'a stranger signs, under a key name that has the key in it and the issuer before it',
    clause: 'openbadges-3.md §0.8',
    sent: async () => {
      const { encodeEd25519Key } = await import('../../../src/openbadges/index.ts');
      const multikey = encodeEd25519Key(Buffer.from(String(keys.stranger.publicJwk.x), 'base64url'));
      return proven('eddsa-rdfc-2022', 'stranger', undefined, { verificationMethod: `${issuerId}#${multikey}` });
    },
    verdict: 'issuer-not-proven',
    step: 'issuer',
    code: 'key-not-listed',
  },
  {
    name: 'a stranger with a site of its own signs a badge that names another issuer',
    clause,
    sent: () => proven('eddsa-rdfc-2022', 'Ed25519', undefined, { verificationMethod: keyId('Ed25519', other) }),
    played: () => ({ controllers: [controllerOf(other), controllerOf(issuerId, ['P-256'])] }),
    verdict: 'issuer-not-proven',
    step: 'issuer',
    code: 'key-not-listed',
  },
  {
    name: 'a stranger signs under the name of the issuer’s key',
    clause,
    sent: () => proven('eddsa-rdfc-2022', 'stranger', undefined, { verificationMethod: keyId('Ed25519') }),
    verdict: 'invalid',
    step: 'proof',
    code: 'signature-mismatch',
  },
  ...(['did:web:foreign.example', 'did:web:foreign.example:issuer', 'https://foreign.example/'] as const).map(
    (id): Case => ({
      name: `an issuer named ${id}`,
      clause,
      sent: () =>
        proven('eddsa-rdfc-2022', 'Ed25519', { ...badgeOf(id) }, { verificationMethod: keyId('Ed25519', id) }),
      played: () => alone(controllerOf(id)),
      verdict: 'valid',
      step: 'issuer',
      code: 'key-listed-by-issuer',
    }),
  ),
];
