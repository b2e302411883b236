import type { JWK } from 'jose';
import { exportJWK } from 'jose/key/export';
import { importSPKI } from 'jose/key/import';

/** An RSA public key in PEM (RFC 7468 §13) as JWK; nothing for what is none. */
export async function readPem(pem: string): Promise<JWK | undefined> {
  try {
    return await exportJWK(await importSPKI(pem, 'RS256', { extractable: true }));
  } catch {
    return undefined;
  }
}
