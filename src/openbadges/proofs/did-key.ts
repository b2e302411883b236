import type { ControllerDocument } from './proof-key.ts';

/** The controller document of a `did:key` (did:key Method §3.1), which is the key itself; nothing for other identifiers. */
export function didKeyDocument(did: string): ControllerDocument | undefined {
  const publicKeyMultibase = /^did:key:(z[1-9A-HJ-NP-Za-km-z]+)$/.exec(did)?.[1];
  if (publicKeyMultibase === undefined) return undefined;
  const id = `${did}#${publicKeyMultibase}`;
  return {
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase }],
    assertionMethod: [id],
  };
}
