export type HashName = 'SHA-256' | 'SHA-384';

/** The digest of a text, as UTF-8. */
export async function hashOf(text: string, hash: HashName): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest(hash, new TextEncoder().encode(text)));
}

/** One row of bytes after the other. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...first, ...second]);
}
