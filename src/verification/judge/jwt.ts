import {
  type ControllerDocument,
  isObject,
  isSameKey,
  type JsonObject,
  jwkOf,
  parseDateTimeStamp,
  readJws,
  type VerificationMethod,
  validityOf,
  verifyJws,
} from '../../openbadges/index.ts';
import { issuerOf } from './issuer-of.ts';
import { credentialInJwt, faultOfClaims } from './jwt-claims.ts';
import type { Securing } from './kinds.ts';
import { badgeLimits } from './limits.ts';
import { controllerIdOf, writtenKey } from './lookup.ts';
import { discloseInto, readSelective } from './sd-jwt.ts';
import type { Sources } from './sources.ts';
import { judgeIssuer } from './steps/issuer.ts';
import type { JudgedProof } from './steps/proof.ts';
import { type Check, check } from './verdict.ts';

/** A VC-JWT, read and not yet believed. */
export interface OpenedJwt {
  readonly token: string;
  readonly header: JsonObject;
  readonly payload: JsonObject;
  readonly credential: JsonObject;
  readonly securing: Securing;
}

/** A key that may have signed, and what its controller says of it when it is listed anywhere. */
interface Candidate {
  readonly jwk: Readonly<JsonObject>;
  readonly method?: VerificationMethod;
}

/** Reads a compact VC-JWT (Open Badges 3.0 §8.2.4), or an SD-JWT with what its holder shows (RFC 9901); nothing for what is neither. */
export async function openJwt(token: string, limits = badgeLimits): Promise<OpenedJwt | undefined> {
  const selective = readSelective(token);
  const jwt = selective?.jwt ?? token;
  const read = readJws(jwt, limits);
  const payload = read && (selective ? await discloseInto(read.payload, selective.disclosures) : read.payload);
  if (read === undefined || payload === undefined) return undefined;
  const securing = selective ? 'sd-jwt-vc' : 'vc-jwt';
  return { token: jwt, header: read.header, payload, credential: credentialInJwt(payload), securing };
}

/**
 * Checks the signature around a credential, that the claims of the JWT say what the credential says, and that the key is one that the issuer
 * lists. A key that the header brings along proves that nothing was changed, and nothing about who signed (openbadges-3.md §0.8).
 */
export async function proveJwt({ token, header, payload, credential }: OpenedJwt, from: Sources): Promise<JudgedProof> {
  const issuer = await from.controller(issuerOf(credential));
  const listed = typeof issuer === 'string' ? [] : assertionKeys(issuer);
  // 1 The key: as the issuer lists it, as its own controller lists it, or as it came along.
  const candidate = await candidateFor(header, listed, issuerOf(credential), from);
  if (typeof header.alg !== 'string' || header.alg === 'none') return failed(header, 'no-proof');
  if (candidate === undefined) return { issuer: judgeIssuer(issuer, false), proofs: told(header, 'unknown-key') };
  // 2 The signature, and the life of the key.
  const code = await verifyJws(token, header, candidate.jwk);
  if (code === 'unsupported-algorithm')
    return { check: check('proof', 'not-checked', 'unsupported-proof'), proofs: told(header, code) };
  if (code === 'wrong-key-type') return failed(header, 'signature-mismatch');
  if (code !== 'verified') return failed(header, code);
  const own = listed.find(({ jwk }) => isSameKey(jwk, candidate.jwk));
  const life = lifeFault(own?.method ?? candidate.method, payload, credential);
  if (life !== undefined) return failed(header, life);
  // 3 The claims.
  const claims = faultOfClaims(header, payload, credential);
  if (claims?.code === 'claims-mismatch') return failed(header, claims.code, claims.detail);
  const proof = claims
    ? check('proof', 'warning', claims.code, { detail: claims.detail })
    : check('proof', 'passed', 'proof-verified');
  // 4 Whose key it is.
  return { check: proof, issuer: judgeIssuer(issuer, own !== undefined), proofs: told(header, 'proof-verified') };
}

/** The keys that a controller lists for making statements, and describes itself. */
function assertionKeys({ verificationMethod, assertionMethod }: ControllerDocument): Required<Candidate>[] {
  return verificationMethod.flatMap((method) => {
    // A withdrawn key is off the list, and "withdrawn" tells more than "unknown".
    const jwk = assertionMethod.includes(method.id) || method.revoked !== undefined ? jwkOf(method) : undefined;
    return jwk === undefined ? [] : [{ jwk, method }];
  });
}

/** `kid` goes before `jwk`, as in the official validator (openbadges-3.md §4 10b). */
async function candidateFor(
  { kid, jwk }: JsonObject,
  listed: readonly Required<Candidate>[],
  issuerId: string,
  from: Sources,
): Promise<Candidate | undefined> {
  if (typeof kid === 'string') {
    const names = [kid, `${issuerId}#${kid}`, `${issuerId}${kid}`];
    const byName = listed.find(({ jwk: key, method }) => names.includes(method.id) || key.kid === kid);
    const found = byName ?? (await keyElsewhere(kid, issuerId, from)) ?? keyInName(kid);
    if (found !== undefined) return found;
  }
  return isObject(jwk) ? { jwk } : undefined;
}

async function keyElsewhere(kid: string, issuerId: string, from: Sources): Promise<Candidate | undefined> {
  const id = controllerIdOf(kid);
  if (id === issuerId || !/^(did:|https:)/.test(id)) return undefined;
  const controller = await from.controller(id);
  if (typeof controller === 'string') return undefined;
  return assertionKeys(controller).find(({ jwk, method }) => method.id === kid || jwk.kid === kid);
}

function keyInName(kid: string): Candidate | undefined {
  const method = writtenKey(kid);
  const jwk = method && jwkOf(method);
  return jwk && { jwk };
}

/** Nothing signed with a withdrawn key counts, and nothing that was signed after the end of its key (Controlled Identifiers 1.0 §2.2). */
function lifeFault(method: VerificationMethod | undefined, { iat }: JsonObject, credential: JsonObject) {
  if (method?.revoked !== undefined) return 'key-compromised';
  const end = parseDateTimeStamp(method?.expires);
  const made = typeof iat === 'number' ? iat * 1_000 : validityOf(credential)[0];
  return method?.expires !== undefined && (end === undefined || made === undefined || made > end)
    ? 'key-expired'
    : undefined;
}

type Failure = Parameters<typeof check>[2];

function failed(header: JsonObject, code: Failure, detail?: string): JudgedProof {
  const reason: Check = check('proof', 'failed', code, detail === undefined ? {} : { detail });
  return { check: reason, proofs: told(header, code) };
}

function told({ alg, kid }: JsonObject, code: string): JudgedProof['proofs'] {
  return [
    {
      code,
      ...(typeof kid === 'string' && { verificationMethod: kid }),
      ...(typeof alg === 'string' && { cryptosuite: alg }),
    },
  ];
}
