import type { JsonObject } from '../shape/finding.ts';

/**
 * The proofs that a proof says it follows (VC Data Integrity §4.5): it signs them along with the document.
 * @returns none when it follows no other; nothing when it names one that is not there, or that could be two
 */
export function followedBy(
  { previousProof, id }: { readonly previousProof?: unknown; readonly id?: unknown },
  proofs: readonly JsonObject[],
): JsonObject[] | undefined {
  const names = previousProof === undefined ? [] : [previousProof].flat();
  const found = names.map((name) => proofs.filter((proof) => typeof name === 'string' && proof.id === name));
  if (names.some((name) => name === id) || new Set(names).size !== names.length) return undefined;
  return found.every(({ length }) => length === 1) ? found.flat() : undefined;
}
