import type { SigningKey } from '../../issuers/index.ts';
import {
  type JsonObject,
  type KeyAlgorithm,
  privateKeyOf,
  type SuiteOptions,
  signJose,
  signWithSuite,
  suiteKeyOfJwk,
} from '../../openbadges/index.ts';

/** What a caller may say of the proof. */
export interface Wishes {
  readonly mandatoryPointers?: readonly string[] | undefined;
}

/** One way of securing a credential: which key it takes, and what comes out. */
export interface Mechanism {
  readonly key: KeyAlgorithm;
  /** False: version 1.1 of the data model cannot be secured this way. */
  readonly bothVersions: boolean;
  /** @throws {NotProcessable} for what JSON-LD gives no meaning */
  secure(credential: JsonObject, key: SigningKey, created: Date, wishes: Wishes): Promise<JsonObject>;
}

function suite(name: SuiteOptions['suite'], key: KeyAlgorithm): Mechanism {
  return {
    key,
    bothVersions: true,
    secure: (credential, signing, created, { mandatoryPointers }) =>
      signWithSuite(credential, {
        suite: name,
        key: suiteKeyOfJwk(privateKeyOf(signing.algorithm, signing.secretKeyMultibase).export({ format: 'jwk' })),
        verificationMethod: signing.id,
        created,
        ...(mandatoryPointers && { mandatoryPointers }),
      }),
  };
}

/** A JWT in the envelope that carries it in JSON (VC Data Model 2.0 §4.13.1, VC JOSE COSE §3.1.1). */
const envelopedJwt: Mechanism = {
  key: 'Ed25519',
  bothVersions: false,
  secure: async (credential, key) => {
    const jose = {
      id: key.id,
      algorithm: 'EdDSA',
      privateKey: privateKeyOf(key.algorithm, key.secretKeyMultibase),
    } as const;
    const jwt = await signJose({ payload: credential, typ: 'vc+jwt', key: jose });
    return {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: `data:application/vc+jwt,${jwt}`,
      type: 'EnvelopedVerifiableCredential',
    };
  },
};

/** The ways of securing, by the part of the address that chooses one. */
export const mechanisms = {
  'eddsa-rdfc-2022': suite('eddsa-rdfc-2022', 'Ed25519'),
  'eddsa-jcs-2022': suite('eddsa-jcs-2022', 'Ed25519'),
  Ed25519Signature2020: suite('Ed25519Signature2020', 'Ed25519'),
  'ecdsa-rdfc-2019': suite('ecdsa-rdfc-2019', 'P-256'),
  'ecdsa-rdfc-2019-p256': suite('ecdsa-rdfc-2019', 'P-256'),
  'ecdsa-rdfc-2019-p384': suite('ecdsa-rdfc-2019', 'P-384'),
  'ecdsa-jcs-2019': suite('ecdsa-jcs-2019', 'P-256'),
  'ecdsa-jcs-2019-p256': suite('ecdsa-jcs-2019', 'P-256'),
  'ecdsa-jcs-2019-p384': suite('ecdsa-jcs-2019', 'P-384'),
  'ecdsa-sd-2023': suite('ecdsa-sd-2023', 'P-256'),
  'vc+jwt': envelopedJwt,
  'vc-jwt': envelopedJwt,
} as const satisfies Record<string, Mechanism>;
export type MechanismName = keyof typeof mechanisms;

export const mechanismNames = Object.keys(mechanisms) as [MechanismName, ...MechanismName[]];
