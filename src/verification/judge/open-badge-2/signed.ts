import { isObject, type JsonObject, jwkOfPem, readJws, verifyJws } from '../../../openbadges/index.ts';
import { badgeLimits } from '../limits.ts';
import type { Sources, Unavailable } from '../sources.ts';
import { judgeIssuer } from '../steps/issuer.ts';
import { type Check, check, type JudgedSignature } from '../verdict.ts';
import { fetchOwn, idOf } from './linked.ts';

/** Keys of one issuer that are tried when the badge does not name one. */
const mostKeys = 4;

export interface Signed {
  readonly proof?: Check;
  readonly issuer?: Check;
  readonly proofs: JudgedSignature[];
}

/**
 * Checks the signature of an assertion (Open Badges 2.0 §Signed Verification): by the key that it names in `verification.creator`, or one of
 * the issuer's when it names none. The key must say that the issuer owns it, and the issuer that it is one of its keys.
 * @param profile of the issuer, from its own address
 */
export async function judgeSigned(token: string, profile: JsonObject, from: Sources): Promise<Signed> {
  const read = readJws(token, badgeLimits);
  if (read === undefined) return { proof: check('proof', 'failed', 'malformed-proof'), proofs: [] };
  const { header, payload } = read;
  const listed = [profile.publicKey ?? []].flat();
  const { creator } = isObject(payload.verification) ? payload.verification : {};
  const names = creator === undefined ? listed.map(idOf).slice(0, mostKeys) : [idOf(creator)];
  let mismatch = false;
  let why: Unavailable | undefined;
  for (const name of names) {
    const key = await keyAt(name, listed, from);
    if (typeof key === 'string') {
      why ??= key;
      continue;
    }
    const jwk = typeof key.publicKeyPem === 'string' ? await jwkOfPem(key.publicKeyPem) : undefined;
    const code = jwk === undefined ? 'unsound-key' : await verifyJws(token, header, jwk);
    const proofs = [{ code, verificationMethod: String(name), cryptosuite: String(header.alg) }];
    if (code === 'unsupported-algorithm') return { proof: check('proof', 'not-checked', 'unsupported-proof'), proofs };
    if (code !== 'verified') {
      mismatch = true;
      continue;
    }
    const owned = key.owner === profile.id && listed.some((each) => idOf(each) === name);
    return {
      proof: check('proof', 'passed', 'proof-verified'),
      issuer: check('issuer', owned ? 'passed' : 'failed', owned ? 'key-listed-by-issuer' : 'key-not-listed'),
      proofs,
    };
  }
  if (mismatch) return { proof: check('proof', 'failed', 'signature-mismatch'), proofs: [] };
  if (names.length === 0) return { issuer: check('issuer', 'failed', 'key-not-listed'), proofs: [] };
  return { issuer: judgeIssuer(why ?? 'malformed', false), proofs: [] };
}

/** A key written out in the profile of the issuer, or the one that lives at its own address. */
async function keyAt(name: unknown, listed: readonly unknown[], from: Sources): Promise<JsonObject | Unavailable> {
  const inside = listed.filter(isObject).find(({ id, publicKeyPem }) => id === name && publicKeyPem !== undefined);
  return inside ?? fetchOwn(name, from);
}
