import { createHash, timingSafeEqual } from 'node:crypto';
import type { IdentityObject } from './model.ts';

/**
 * Open Badges 3.0 §B.7 IdentityObject `identityHash`: `sha256$` and the hex SHA-256 over identifier and salt, the salt right
 * behind the identifier, no separator.
 */
export function identityHash(identifier: string, salt: string): string {
  return `sha256$${createHash('sha256').update(identifier, 'utf8').update(salt, 'utf8').digest('hex')}`;
}

/** The form of an e-mail address that is hashed: the specification says none, so trimmed and lower-cased (openbadges-3.md §1). */
export function normalizeEmail(address: string): string {
  return address.trim().toLowerCase();
}

/** The subject of a badge whose holder has not proven a DID: a salted hash of the e-mail address. */
export function emailIdentity(address: string, salt: string): IdentityObject {
  return {
    type: 'IdentityObject',
    hashed: true,
    identityHash: identityHash(normalizeEmail(address), salt),
    identityType: 'emailAddress',
    salt,
  };
}

/**
 * Whether an identity is that of an address, as typed or normalised. Hex is compared regardless of case.
 * @returns false for algorithms other than SHA-256
 */
export function isIdentityOf(identity: IdentityObject, address: string): boolean {
  const candidates = [address, normalizeEmail(address)];
  if (!identity.hashed)
    return candidates.includes(identity.identityHash) || candidates.includes(normalizeEmail(identity.identityHash));
  const stated = Buffer.from(identity.identityHash.toLowerCase());
  return candidates.some((candidate) => {
    const computed = Buffer.from(identityHash(candidate, identity.salt ?? ''));
    return computed.length === stated.length && timingSafeEqual(computed, stated);
  });
}
