import type { JWK } from 'jose';
import { compactVerify } from 'jose/jws/compact/verify';
import { importJWK } from 'jose/key/import';

/** The payload of a JWS in compact form whose signature fits (RFC 7515 §5.2); nothing when it does not. */
export async function payloadOf(jws: string, alg: string, jwk: JWK): Promise<Uint8Array | undefined> {
  try {
    const { payload } = await compactVerify(jws, await importJWK({ ...jwk }, alg), { algorithms: [alg] });
    return payload;
  } catch {
    return undefined;
  }
}
