import { withoutMilliseconds } from '../moment.ts';

/** A BitstringStatusListCredential (Bitstring Status List §2.2) before signing. */
export interface StatusListCredential {
  '@context': string[];
  id: string;
  type: string[];
  issuer: string;
  validFrom: string;
  validUntil: string;
  credentialSubject: {
    id: string;
    type: 'BitstringStatusList';
    statusPurpose: 'revocation';
    encodedList: string;
    ttl: number;
  };
}

/**
 * Builds the credential of a status list. Its `id` is its URL; `validUntil` makes old copies expire.
 * @param facts `encodedList` from `encodeBitstring`; `ttl` the milliseconds after which a reader should ask again, shorter than the validity
 */
export function buildStatusListCredential(facts: {
  id: string;
  issuer: string;
  encodedList: string;
  validFrom: Date;
  validUntil: Date;
  ttl: number;
}): StatusListCredential {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: facts.id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: facts.issuer,
    validFrom: withoutMilliseconds(facts.validFrom),
    validUntil: withoutMilliseconds(facts.validUntil),
    credentialSubject: {
      id: `${facts.id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: facts.encodedList,
      ttl: facts.ttl,
    },
  };
}
