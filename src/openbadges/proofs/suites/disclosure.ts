import type { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { documentLoader } from '../../document-loader.ts';
import type { JsonObject } from '../../shape/finding.ts';
import { NotProcessable } from '../canonize.ts';
import type { KeyKind } from '../public-key.ts';
import type { Suite, ValueFault } from './suite.ts';

/** A suite of which a holder shows a part; the stock library checks it. */
interface Disclosure {
  readonly kinds: readonly KeyKind[];
  /** How proof values begin, in base64url: those of an issuer for a holder, those of a holder that are read here, and those that are not. */
  readonly headers: {
    readonly base: readonly string[];
    readonly derived: readonly string[];
    readonly other: readonly string[];
  };
  suite(): DataIntegrityProof;
}

/** Completes the description of a suite for selective disclosure. Its proof values are CBOR in base64url (multibase `u`). */
export function disclosureSuite({ kinds, headers, suite }: Disclosure): Suite {
  const valueFault = (proofValue: string): ValueFault | undefined => {
    const header = /^u([\w-]{4})[\w-]+$/.exec(proofValue)?.[1] ?? '';
    if (headers.derived.includes(header)) return undefined;
    if (headers.base.includes(header)) return 'base-proof';
    return headers.other.includes(header) ? 'unsupported-proof' : 'malformed-proof';
  };
  return {
    kinds,
    valueFault,
    needs: [],
    zoneless: true,
    verify: async (document, proof, { publicKeyMultibase }) => {
      const id = proof.verificationMethod;
      const method = { '@context': multikeyContext, id, type: 'Multikey', publicKeyMultibase };
      const { verified, error } = await suite().verifyProof({
        document,
        proof: { ...proof, '@context': document['@context'] },
        proofSet: [],
        documentLoader: documentLoader(new Map<string, JsonObject>([[id, method]])),
      });
      if (error?.name.startsWith('jsonld.')) throw new NotProcessable(error);
      return verified;
    },
  };
}

const multikeyContext = 'https://w3id.org/security/multikey/v1';
