import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createSignCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { documentLoader } from '../../document-loader.ts';
import type { JsonObject } from '../../shape/finding.ts';
import { NotProcessable } from '../canonize.ts';
import type { SuiteKey } from '../suite-key.ts';
import { dataIntegrityContexts } from './rdfc.ts';

export const named = { type: 'DataIntegrityProof', cryptosuite: 'ecdsa-sd-2023' };
export const contexts = dataIntegrityContexts;

/**
 * Makes a base proof (Data Integrity ECDSA Cryptosuites 1.0 §3.4.1), from which a holder derives what is shown. Through the stock library.
 * @throws {NotProcessable}
 */
export async function baseProof(
  document: JsonObject,
  proof: JsonObject,
  { key, mandatoryPointers }: { readonly key: SuiteKey; readonly mandatoryPointers: readonly string[] },
): Promise<JsonObject> {
  if (key.kind !== 'P-256') throw new Error(`ecdsa-sd-2023 does not sign with a ${key.kind} key`);
  const { verificationMethod, created } = proof;
  const suite = Object.assign(
    new DataIntegrityProof({
      signer: {
        id: String(verificationMethod),
        algorithm: 'P-256',
        sign: ({ data }: { data: Uint8Array }) => key.sign(data),
      },
      date: String(created),
      cryptosuite: createSignCryptosuite({ mandatoryPointers: [...mandatoryPointers] }),
    }),
    { proof },
  );
  try {
    return await suite.createProof({
      document,
      purpose: { update: async (made: JsonObject) => made },
      proofSet: [],
      documentLoader: documentLoader(),
    });
  } catch (error) {
    throw new NotProcessable(error);
  }
}
