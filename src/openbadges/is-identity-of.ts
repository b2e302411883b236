import type { IdentityObject } from './model.ts';

/** The form of an e-mail address that is hashed: the specification says none, so trimmed and lower-cased (openbadges-3.md §1). */
export function normalizeEmail(address: string): string {
  return address.trim().toLowerCase();
}

/**
 * Whether an identity is that of an address, as typed or normalised (Open Badges 3.0 §B.7). Hex is compared regardless of case. Runs in a
 * browser too, so that an address that is typed there stays there.
 * @returns false for algorithms other than SHA-256
 */
export async function isIdentityOf(identity: IdentityObject, address: string): Promise<boolean> {
  const candidates = [address, normalizeEmail(address)];
  if (!identity.hashed)
    return candidates.includes(identity.identityHash) || candidates.includes(normalizeEmail(identity.identityHash));
  const stated = identity.identityHash.toLowerCase();
  const hashes = candidates.map((candidate) => hashOf(candidate + (identity.salt ?? '')));
  return (await Promise.all(hashes)).includes(stated);
}

async function hashOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return `sha256$${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
