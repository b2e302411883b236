import {
  buildCredential,
  type CredentialFacts,
  generateSigningKey,
  isObject,
  type JsonObject,
  privateKeyOf,
  type SuiteOptions,
  signWithSuite,
  suiteKeyOfJwk,
  suiteKeyOfMultikey,
} from '../../src/openbadges/index.ts';
import {
  badgeOf,
  controllerWith,
  endorsementOf,
  jwtKey,
  playedSources,
  signer,
  withClaims,
} from '../../src/verification/judge/played-sources.test-data.ts';
import type { Sources } from '../../src/verification/judge/sources.ts';
import { check, type Verdict } from '../../src/verification/judge/verdict.ts';
import { controllerOf, created, issuerKey, listUrl, minimalFacts, received, richFacts } from '../interop/badges.ts';

/** A badge as it was signed. */
export interface Original {
  readonly name: string;
  /** JSON, or a VC-JWT. */
  readonly text: string;
  /** What it is judged to be, unchanged. */
  readonly verdict: Verdict;
}

/** The world in which they are judged. */
export interface Scene {
  readonly originals: readonly Original[];
  /** Credentials that stand inside others, and are as well signed as those. */
  readonly inside: readonly JsonObject[];
  readonly sources: Sources;
}

const revokedIndex = 77;
const jwtIssuer = 'did:web:tokens.example';
const ecdsaIssuer = 'did:web:curves.example';

type Suite = Exclude<SuiteOptions['suite'], 'ecdsa-sd-2023'>;

/** Badges of each kind that are valid, and some that are not, which no change may turn into valid ones. */
export async function makeScene(): Promise<Scene> {
  const signed = async (facts: CredentialFacts, suite: Suite, more: JsonObject = {}) =>
    JSON.stringify(
      await signWithSuite(
        { ...received(buildCredential(facts)), ...more },
        { suite, key: suiteKeyOfMultikey(issuerKey), verificationMethod: issuerKey.id, created },
      ),
    );
  const curve = await generateSigningKey('P-256');
  const curveId = `${ecdsaIssuer}#${curve.publicKeyMultibase}`;
  const onCurve = await signWithSuite(badgeOf(ecdsaIssuer), {
    suite: 'ecdsa-rdfc-2019',
    key: suiteKeyOfJwk(privateKeyOf('P-256', curve.secretKeyMultibase).export({ format: 'jwk' })),
    verificationMethod: curveId,
    created,
  });
  const token = await jwtKey();
  const thief = await signer(issuerKey.controller);
  const endorser = await signer('did:web:linde.example');
  const endorsement = await signWithSuite(endorsementOf(endorser.id, minimalFacts.id), {
    suite: 'eddsa-rdfc-2022',
    key: suiteKeyOfMultikey(endorser.key),
    verificationMethod: endorser.keyId,
    created,
  });
  const originals: Original[] = [
    { name: 'minimal', verdict: 'valid', text: await signed(minimalFacts, 'eddsa-rdfc-2022') },
    { name: 'rich', verdict: 'valid', text: await signed(richFacts, 'eddsa-rdfc-2022') },
    { name: 'minimal, each letter', verdict: 'valid', text: await signed(minimalFacts, 'eddsa-jcs-2022') },
    { name: 'rich, each letter', verdict: 'valid', text: await signed(richFacts, 'eddsa-jcs-2022') },
    { name: 'older suite', verdict: 'valid', text: await signed(minimalFacts, 'Ed25519Signature2020') },
    { name: 'on a curve', verdict: 'valid', text: JSON.stringify(onCurve) },
    {
      name: 'token',
      verdict: 'valid',
      text: await token.sign(withClaims(badgeOf(jwtIssuer)), { kid: `${jwtIssuer}#key-1`, typ: 'JWT' }),
    },
    {
      name: 'endorsed',
      verdict: 'valid',
      text: await signed(minimalFacts, 'eddsa-rdfc-2022', { endorsement: [endorsement] }),
    },
    {
      name: 'revoked',
      verdict: 'revoked',
      text: await signed({ ...minimalFacts, status: { listUrl, index: revokedIndex } }, 'eddsa-jcs-2022'),
    },
    {
      name: 'expired',
      verdict: 'expired',
      text: await signed({ ...minimalFacts, validUntil: new Date('2026-08-01T00:00:00Z') }, 'eddsa-rdfc-2022'),
    },
    {
      name: 'forged',
      verdict: 'issuer-not-proven',
      text: JSON.stringify(
        await signWithSuite(received(buildCredential(minimalFacts)), {
          suite: 'eddsa-jcs-2022',
          key: suiteKeyOfMultikey(thief.key),
          verificationMethod: thief.keyId,
          created,
        }),
      ),
    },
  ];
  const method = {
    id: curveId,
    type: 'Multikey',
    controller: ecdsaIssuer,
    publicKeyMultibase: curve.publicKeyMultibase,
  };
  const sources = playedSources({
    controllers: [
      controllerOf(issuerKey),
      endorser.controller,
      controllerWith(jwtIssuer, { 'key-1': token.jwk }),
      { id: ecdsaIssuer, verificationMethod: [method], assertionMethod: [curveId] },
    ],
    own: { status: async (document) => statusIn(document), issuedAt: async () => undefined },
  });
  return { originals, inside: [endorsement], sources };
}

/** The list of the issuer, from memory: it costs no signature at each case. */
function statusIn({ credentialStatus: entry }: JsonObject) {
  if (!isObject(entry) || entry.statusListCredential !== listUrl) return undefined;
  if (entry.statusListIndex === String(revokedIndex)) return check('status', 'failed', 'revoked');
  return check('status', 'passed', 'not-withdrawn');
}
