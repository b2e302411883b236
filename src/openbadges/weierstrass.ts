/** A curve y² = x³ − 3x + b over a prime field (NIST SP 800-186 §3.2.1). */
interface Curve {
  readonly prime: bigint;
  readonly b: bigint;
  /** Bytes of a coordinate. */
  readonly size: number;
}

export const curves = {
  'P-256': {
    prime: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    size: 32,
  },
  'P-384': {
    prime: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    size: 48,
  },
} as const satisfies Record<string, Curve>;
export type CurveName = keyof typeof curves;

export interface Point {
  readonly x: Uint8Array<ArrayBuffer>;
  readonly y: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a compressed point (SEC 1 §2.3.4). Done here because no browser reads one.
 * @param bytes `02` or `03` and the x coordinate
 * @returns nothing for what is no point of the curve
 */
export function decompressPoint(name: CurveName, bytes: Uint8Array): Point | undefined {
  const { prime, size } = curves[name];
  const sign = bytes[0];
  if (bytes.length !== size + 1 || (sign !== 2 && sign !== 3)) return undefined;
  const x = numberOf(bytes.subarray(1));
  if (x >= prime) return undefined;
  const square = rightSide(name, x);
  // Both primes are 3 modulo 4, so this power is a square root wherever there is one.
  const root = power(square, (prime + 1n) / 4n, prime);
  if ((root * root) % prime !== square) return undefined;
  const y = (root & 1n) === BigInt(sign & 1) ? root : prime - root;
  return y === prime ? undefined : { x: bytesOf(x, size), y: bytesOf(y, size) };
}

/** Whether two coordinates are a point of the curve (NIST SP 800-56A §5.6.2.3.3). */
export function isPoint(name: CurveName, { x, y }: Point): boolean {
  const { prime, size } = curves[name];
  if (x.length !== size || y.length !== size) return false;
  const [first, second] = [numberOf(x), numberOf(y)];
  return first < prime && second < prime && (second * second) % prime === rightSide(name, first);
}

function rightSide(name: CurveName, x: bigint): bigint {
  const { prime, b } = curves[name];
  const value = (x * x * x - 3n * x + b) % prime;
  return value < 0n ? value + prime : value;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, factor] = [1n, base % modulus];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return result;
}

function numberOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return value;
}

function bytesOf(value: bigint, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let rest = value;
  for (let index = size - 1; index >= 0; index--, rest >>= 8n) bytes[index] = Number(rest & 0xffn);
  return bytes;
}
