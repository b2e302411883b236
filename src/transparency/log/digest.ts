import { createHash } from 'node:crypto';

/** How long a salt is: as many bits as the digest, so that nobody finds it by trying. */
export const saltLength = 32;

/** SHA-256(salt ‖ SHA-256(bytes of the credential)): says nothing to whoever has not both. */
export const credentialDigest = (salt: Buffer, credential: Buffer): Buffer => salted(salt, sha256(credential));

/** SHA-256(salt ‖ hash of the last link of an audit chain). */
export const anchorDigest = (salt: Buffer, linkHash: Buffer): Buffer => salted(salt, linkHash);

const salted = (salt: Buffer, hash: Buffer): Buffer => sha256(Buffer.concat([salt, hash]));

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
