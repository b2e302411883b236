import type { SigningKey } from '../../issuers/index.ts';
import { isObject } from '../../openbadges/index.ts';
import { flaw } from '../model/flaw.ts';
import { faultOf, invalid, type Unsigned } from './read-request.ts';

/**
 * The key under the name that a credential gives to its issuer: that of the issuer here, or the `did:key` that the key is by itself (did:key
 * Method §3.1), for readers who look nothing up. What a `did:key` says cannot be withdrawn, and no status list is signed in its name.
 * @throws {Problem} `invalid-request` for any other name, and for a `did:key` with a status entry
 */
export function keyUnderName(
  key: SigningKey,
  issuer: { readonly did: string; readonly profileUrl: string },
  { credential, revocable }: Pick<Unsigned, 'credential' | 'revocable'>,
): SigningKey {
  const name = isObject(credential.issuer) ? credential.issuer.id : credential.issuer;
  if (name === issuer.did || name === issuer.profileUrl) return key;
  const itself = `did:key:${key.publicKeyMultibase}`;
  if (name !== itself) throw refused(`this issuer signs as ${issuer.did} or ${issuer.profileUrl} or ${itself}`);
  // The list would have another issuer than the credential, which verifiers refuse (Bitstring Status List §3.2).
  if (revocable) throw refused(`with a status entry this issuer signs as ${issuer.did}`);
  return { ...key, controller: itself, id: `${itself}#${key.publicKeyMultibase}` };
}

const refused = (detail: string) => invalid([faultOf(flaw(['issuer'], detail))]);
