import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { from } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalbazaar/vc';
import { documentLoader } from '../document-loader.ts';
import type { DataIntegrityProof as Proof, Signed } from '../model.ts';
import { withoutMilliseconds } from '../moment.ts';

/** An Ed25519 key with its secret. `id` is the verification method that the proof names; `controller` is the issuer. */
export interface SecretKey {
  readonly id: string;
  readonly controller: string;
  readonly publicKeyMultibase: string;
  readonly secretKeyMultibase: string;
}

/**
 * Signs a credential with `eddsa-rdfc-2022` (Data Integrity EdDSA Cryptosuites §3.2) through the stock libraries: the reference that
 * every faster path must equal byte for byte. Safe mode is on in that suite: a term that no context defines is an error, not a gap.
 * @param created when the proof is made; the same document, key and time always give the same bytes
 * @throws when a term is not defined, or a context is not pinned
 */
export async function signCredential<Document extends object>(
  document: Document,
  key: SecretKey,
  { created }: { created: Date },
): Promise<Signed<Document>> {
  const multikey = await from({
    '@context': 'https://w3id.org/security/multikey/v1',
    type: 'Multikey',
    id: key.id,
    controller: key.controller,
    publicKeyMultibase: key.publicKeyMultibase,
    secretKeyMultibase: key.secretKeyMultibase,
  });
  const suite = new DataIntegrityProof({ signer: multikey.signer(), date: withoutMilliseconds(created), cryptosuite });
  // `now` only guards against a validity period that starts later; ours may, by the fraction that `created` loses.
  const signed = await issue({
    credential: structuredClone(document),
    suite,
    documentLoader: documentLoader(),
    now: created,
  });
  return { ...document, proof: [signed.proof as Proof] };
}
