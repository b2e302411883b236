import { sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import official from '../../tests/data/openbadges/obv3p0/vector.json' with { type: 'json' };
import w3c from '../../tests/data/vc-di-eddsa/keyPair.json' with { type: 'json' };
import { decodeEd25519Key, generateEd25519Key, toPublicKey } from './keys.ts';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const prime = 2n ** 255n - 19n;

/** Written down again, so that reader and writer cannot be wrong in the same way. */
function multibase(bytes: Uint8Array): string {
  let value = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (; value > 0n; value /= 58n) text = `${alphabet[Number(value % 58n)]}${text}`;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return `z${'1'.repeat(zeros === -1 ? bytes.length : zeros)}${text}`;
}

const multikey = (key: Uint8Array) => multibase(Uint8Array.from([0xed, 0x01, ...key]));

/** The 32 bytes of a point by its y (RFC 8032 §5.1.2): little-endian, the sign of x in the highest bit. */
function point(y: bigint, sign: 0 | 1): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(y.toString(16).padStart(64, '0'), 'hex')).reverse();
  bytes[31] = (bytes[31] ?? 0) | (sign << 7);
  return bytes;
}

describe('an Ed25519 Multikey', () => {
  test('of the official signing vector is read', () => {
    const key = decodeEd25519Key(official.publicKeyMultibase);
    expect(Buffer.from(key ?? []).toString('hex')).toBe(official.publicKeyHex);
  });

  test('of the W3C vectors is read', () => {
    expect(decodeEd25519Key(w3c.publicKeyMultibase)).toHaveLength(32);
  });

  test('survives writing and reading, whatever the key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        fc.pre((bytes[31] ?? 0) < 0x7f && (bytes[31] ?? 0) > 1);
        expect(decodeEd25519Key(multikey(bytes))).toEqual(bytes);
      }),
    );
  });

  test('that we make is sound, and new each time', async () => {
    const [one, other] = await Promise.all([generateEd25519Key(), generateEd25519Key()]);
    expect(decodeEd25519Key(one.publicKeyMultibase)).toHaveLength(32);
    expect(one.secretKeyMultibase).toMatch(/^z/);
    expect(one.secretKeyMultibase).not.toBe(other.secretKeyMultibase);
  });

  test('becomes a key of node:crypto', () => {
    const key = toPublicKey(Buffer.from(official.publicKeyHex, 'hex'));
    expect(key.asymmetricKeyType).toBe('ed25519');
    expect(() => sign(null, Buffer.from(''), key)).toThrow();
  });
});

describe('keys with which anybody could sign', () => {
  // The order-8 points have y with y² = (1 ± √2·…)/…; these are the values of the published lists (RFC 7748 §7, libsodium's blacklist), as hex.
  const published = [
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ];
  // The same points, written with a y that is not below the prime.
  const twice = [prime, prime + 1n].map((y) => Buffer.from(point(y, 0)).toString('hex'));

  test.each([...published, ...twice])('%s is refused, with either sign', (hex) => {
    const bytes = Buffer.from(hex, 'hex');
    expect(decodeEd25519Key(multikey(bytes))).toBeUndefined();
    bytes[31] = (bytes[31] ?? 0) | 0x80;
    expect(decodeEd25519Key(multikey(bytes))).toBeUndefined();
  });
});

test.each(Array.from({ length: 19 }, (_, above) => above))('y = p + %d is not canonical and refused', (above) => {
  expect(decodeEd25519Key(multikey(point(prime + BigInt(above), 0)))).toBeUndefined();
  expect(decodeEd25519Key(multikey(point(prime + BigInt(above), 1)))).toBeUndefined();
});

describe('what is no key', () => {
  const good = official.publicKeyMultibase;
  const bytes = Buffer.from(official.publicKeyHex, 'hex');
  test.each([
    ['nothing', ''],
    ['the prefix', 'z'],
    ['without prefix', good.slice(1)],
    ['another multibase', `u${good.slice(1)}`],
    ['cut', good.slice(0, -1)],
    ['one letter more', `${good}1`],
    ['a letter that base58 leaves out', good.replace('k', 'l')],
    ['zeros in front', `z1${good.slice(1)}`],
    ['a line break', `${good}\n`],
    ['very long', `z${'6'.repeat(100_000)}`],
    ['31 bytes', multikey(bytes.subarray(1))],
    ['33 bytes', multikey(Buffer.concat([bytes, bytes.subarray(0, 1)]))],
    ['the header of a P-256 key', multibase(Uint8Array.from([0x80, 0x24, ...bytes]))],
    ['the header of a secret key', multibase(Uint8Array.from([0x80, 0x26, ...bytes]))],
    ['X25519', multibase(Uint8Array.from([0xec, 0x01, ...bytes]))],
  ])('%s is refused', (_name, text) => {
    expect(decodeEd25519Key(text)).toBeUndefined();
  });
});
