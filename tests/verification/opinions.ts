import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { fromJwk as ecdsaKeyOf } from '@digitalbazaar/ecdsa-multikey';
import { cryptosuite as ecdsaRdfc2019 } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import { fromJwk as ed25519KeyOf } from '@digitalbazaar/ed25519-multikey';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { createVerifyCryptosuite as eddsaJcs2022 } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { cryptosuite as eddsaRdfc2022 } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential as stockVerify } from '@digitalbazaar/vc';
import { verifyCredential as walletVerify } from '@digitalcredentials/verifier-core';
import { importJWK, jwtVerify } from 'jose';
import { type ControllerDocument, documentLoader, type JsonObject } from '../../src/openbadges/index.ts';
import type { Played } from '../../src/verification/judge/played-sources.test-data.ts';
import { stubNetwork } from '../support/stub-network.ts';

/** Whether somebody else would rely on what is sent; nothing when they do not know its kind. */
export type Opinion = 'relies' | 'refuses' | undefined;

/** What is asked of others: the thing as it is sent, the world around it, and the moment. */
export interface Question {
  readonly sent: unknown;
  readonly played: Pick<Played, 'controllers' | 'pages'>;
  readonly now: Date;
}

const stockSuites: Readonly<Record<string, () => object>> = {
  'eddsa-rdfc-2022': () => new DataIntegrityProof({ cryptosuite: eddsaRdfc2022 }),
  'eddsa-jcs-2022': () => new DataIntegrityProof({ cryptosuite: eddsaJcs2022() }),
  'ecdsa-rdfc-2019': () => new DataIntegrityProof({ cryptosuite: ecdsaRdfc2019 }),
  Ed25519Signature2020: () => new Ed25519Signature2020(),
};

/**
 * What the stock Data Integrity libraries say of a document and `jose` of a JWT, told where the issuer's keys are. Neither reads status
 * lists.
 */
export function opinionOfLibraries({ sent, played: { controllers = [] }, now }: Question): Promise<Opinion> {
  if (typeof sent === 'string') return ofToken(sent.trim(), controllers, now);
  return ofDocument(sent, controllers, now);
}

async function ofDocument(sent: unknown, controllers: readonly ControllerDocument[], now: Date): Promise<Opinion> {
  const suites = suitesOf(sent).flatMap((name) => stockSuites[name] ?? []);
  if (suites.length === 0) return undefined;
  const { verified } = await stockVerify({
    credential: structuredClone(sent) as object,
    suite: suites.map((make) => make()),
    documentLoader: documentLoader(new Map(Object.entries(await published(controllers)))),
    checkStatus: async () => ({ verified: true }),
    now,
  });
  return verified ? 'relies' : 'refuses';
}

/** `jose` knows no issuers: that the key must be one that the issuer lists for statements is said here. */
async function ofToken(token: string, controllers: readonly ControllerDocument[], now: Date): Promise<Opinion> {
  const [jwt = ''] = token.split('~');
  const [header, payload] = jwt.split('.').map(decoded);
  const issuer = payload?.iss ?? payload?.issuer?.id;
  if (header === undefined || issuer === undefined) return undefined;
  const listed = controllers.find(({ id }) => id === issuer);
  const method = listed?.verificationMethod.find(({ id }) => id === header.kid);
  if (method === undefined || !listed?.assertionMethod?.includes(method.id)) return 'refuses';
  try {
    await jwtVerify(jwt, await importJWK(method.publicKeyJwk as object, header.alg), { currentDate: now });
    return 'relies';
  } catch {
    return 'refuses';
  }
}

/** The suites that verifier-core knows. */
const walletSuites = ['eddsa-rdfc-2022', 'Ed25519Signature2020'];

/**
 * What verifier-core says, the heart of Learner Credential Wallet and VerifierPlus: signature, period and status lists. It looks at the
 * clock and asks by `fetch`, so whoever calls this holds the clock and unstubs the globals afterwards. Registries of known issuers do not count.
 */
export async function opinionOfWallet({ sent, played: { controllers = [], pages = {} } }: Question): Promise<Opinion> {
  if (!suitesOf(sent).some((name) => walletSuites.includes(name))) return undefined;
  stubNetwork({ ...pages, ...(await published(controllers)) });
  const { log, errors } = await walletVerify({ credential: structuredClone(sent) as never, knownDIDRegistries: [] });
  const steps = (log ?? []).filter(({ id }) => id !== 'registered_issuer');
  return errors === undefined && steps.length > 0 && steps.every(({ valid }) => valid) ? 'relies' : 'refuses';
}

function suitesOf(sent: unknown): string[] {
  if (typeof sent !== 'object' || sent === null || !('proof' in sent) || !('credentialSubject' in sent)) return [];
  const proofs = [sent.proof].flat() as JsonObject[];
  return [...new Set(proofs.map(({ type, cryptosuite }) => String(cryptosuite ?? type)))];
}

/** What is found at the addresses of issuers and of their keys, in the words that these libraries read. */
async function published(controllers: readonly ControllerDocument[]): Promise<Record<string, object>> {
  const keys = await Promise.all(controllers.flatMap((each) => each.verificationMethod).map(multikey));
  return Object.fromEntries([
    ...controllers.map((each) => [each.id, { '@context': 'https://www.w3.org/ns/did/v1', ...each }]),
    ...keys.map((key) => [key.id, key]),
  ]);
}

async function multikey({ id, controller, publicKeyJwk, ...rest }: ControllerDocument['verificationMethod'][number]) {
  const named = { '@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller };
  const jwk = publicKeyJwk as { readonly kty: string } | undefined;
  if (jwk === undefined) return { ...named, ...rest };
  if (jwk.kty === 'RSA') return named;
  const key = jwk.kty === 'OKP' ? await ed25519KeyOf({ jwk, secretKey: false }) : await ecdsaKeyOf({ jwk });
  const { publicKeyMultibase } = await key.export({ publicKey: true });
  return { ...named, publicKeyMultibase };
}

function decoded(part: string): any {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
