import { createPublicKey, sign, verify } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, test } from 'vitest';
import { encodeBase58 } from './base58.ts';
import { generateSigningKey, keyAlgorithms, privateKeyOf, publicJwkOf, thumbprintOf } from './key-algorithms.ts';

describe.each(keyAlgorithms)('a signing key of %s', (algorithm) => {
  test('signs with its secret what its public text verifies', async () => {
    const { publicKeyMultibase, secretKeyMultibase } = await generateSigningKey(algorithm);
    const jwk = publicJwkOf(publicKeyMultibase);
    if (jwk === undefined) throw new Error('not read back');
    const hash = algorithm === 'Ed25519' ? null : 'sha256';
    const signature = sign(hash, Buffer.from('text'), privateKeyOf(algorithm, secretKeyMultibase));
    const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    expect(verify(hash, Buffer.from('text'), publicKey, signature)).toBe(true);
    expect(verify(hash, Buffer.from('other'), publicKey, signature)).toBe(false);
  });

  test('has the thumbprint of RFC 7638', async () => {
    const jwk = publicJwkOf((await generateSigningKey(algorithm)).publicKeyMultibase);
    if (jwk === undefined) throw new Error('not read back');
    expect(thumbprintOf(jwk)).toBe(await calculateJwkThumbprint(jwk));
  });
});

describe('a public key', () => {
  test('of P-256 is the Multikey of Controlled Identifiers §2.2.2: `zDn`, a compressed point', async () => {
    const { publicKeyMultibase } = await generateSigningKey('P-256');
    expect(publicKeyMultibase).toMatch(/^zDn[1-9A-HJ-NP-Za-km-z]{46}$/);
    // The example of that section.
    expect(publicJwkOf('zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv')).toMatchObject({ kty: 'EC', crv: 'P-256' });
  });

  test.each([
    ['no multibase', 'hello'],
    [
      'no point of the curve',
      `z${encodeBase58(Buffer.concat([Buffer.from([0x80, 0x24, 2]), Buffer.alloc(32, 0xff)]))}`,
    ],
    ['the one of Ed25519 with which anybody could sign', 'z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP'],
    ['too long', `z${'1'.repeat(2_000)}`],
  ])('that is %s is none', (_what, text) => {
    expect(publicJwkOf(text)).toBeUndefined();
  });
});
