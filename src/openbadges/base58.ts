const base58Alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Base58 with the Bitcoin alphabet (Multibase `z`); a leading `1` is a byte that is zero. The caller has checked the letters. */
export function decodeBase58(text: string): Uint8Array<ArrayBuffer> {
  let value = 0n;
  for (const character of text) value = value * 58n + BigInt(base58Alphabet.indexOf(character));
  const leadingZeros = /^1*/.exec(text)?.[0].length ?? 0;
  const hex = value === 0n ? '' : value.toString(16);
  const digits = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = new Uint8Array(leadingZeros + digits.length / 2);
  for (let index = leadingZeros; index < bytes.length; index++)
    bytes[index] = Number.parseInt(digits.slice(2 * (index - leadingZeros), 2 * (index - leadingZeros) + 2), 16);
  return bytes;
}

/** The inverse of {@link decodeBase58}. */
export function encodeBase58(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  let text = '';
  for (; value > 0n; value /= 58n) text = `${base58Alphabet[Number(value % 58n)]}${text}`;
  const leadingZeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(leadingZeros < 0 ? bytes.length : leadingZeros) + text;
}
