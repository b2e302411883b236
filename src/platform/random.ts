import { randomBytes, randomInt } from 'node:crypto';

/** The only source of randomness that ends up in records (keys and tokens take it from node:crypto where they are made). */
export interface Random {
  /** @returns a uniformly random integer, 0 ≤ n < `below` */
  integer(below: number): number;
  bytes(length: number): Buffer;
}

export const systemRandom: Random = { integer: (below) => randomInt(below), bytes: (length) => randomBytes(length) };
