import { createHash } from 'node:crypto';
import { normalizeEmail } from './is-identity-of.ts';
import type { IdentityObject } from './model.ts';

/**
 * Open Badges 3.0 §B.7 IdentityObject `identityHash`: `sha256$` and the hex SHA-256 over identifier and salt, the salt right
 * behind the identifier, no separator.
 */
export function identityHash(identifier: string, salt: string): string {
  return `sha256$${createHash('sha256').update(identifier, 'utf8').update(salt, 'utf8').digest('hex')}`;
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
