import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import jsonld from 'jsonld';
import manifest from '../../contexts/manifest.json' with { type: 'json' };

const contexts = new Map(
  manifest.map(({ url, file }) => [
    url,
    JSON.parse(readFileSync(new URL(`../../contexts/${file}`, import.meta.url), 'utf8')),
  ]),
);

async function documentLoader(url: string) {
  const document = contexts.get(url);
  if (document === undefined) throw new Error(`not a pinned context: ${url}`);
  return { contextUrl: null, documentUrl: url, document };
}

async function hash(document: object): Promise<Buffer> {
  const options = { algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, documentLoader };
  return createHash('sha256')
    .update(await jsonld.canonize(document, options))
    .digest();
}

/**
 * Verifies an `eddsa-rdfc-2022` proof (Data Integrity EdDSA Cryptosuites §3.2.2) from the text of the standard: canonical form, two hashes,
 * Ed25519. Shares no code with what signs.
 * @param didDocument of the issuer
 */
export async function verifiesIndependently(credential: any, didDocument: any): Promise<boolean> {
  const { proof: proofs, ...document } = credential;
  const [{ proofValue, ...options }, ...others] = [proofs].flat();
  if (others.length > 0) throw new Error('one proof was expected');
  const method = didDocument.verificationMethod.find(({ id }: any) => id === options.verificationMethod);
  const listed = didDocument.assertionMethod.includes(options.verificationMethod);
  if (didDocument.id !== document.issuer.id || method === undefined || !listed) return false;
  const hashes = [await hash({ '@context': document['@context'], ...options }), await hash(document)];
  // Two bytes of Multikey header, then the key.
  const x = base58(method.publicKeyMultibase.slice(1)).subarray(2).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, Buffer.concat(hashes), key, base58(proofValue.slice(1)));
}

/** A leading `1` stands for a byte that is zero: one signature in 256 begins with one. */
function base58(text: string): Buffer {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  const value = [...text].reduce((sum, letter) => sum * 58n + BigInt(alphabet.indexOf(letter)), 0n);
  const hex = value.toString(16);
  const zeros = Buffer.alloc(/^1*/.exec(text)?.[0].length ?? 0);
  return Buffer.concat([zeros, Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')]);
}
