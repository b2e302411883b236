import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { open, seal } from './sealed-box.ts';

const bytes = (constraints: fc.IntArrayConstraints = {}) =>
  fc.uint8Array({ maxLength: 300, ...constraints }).map((array) => Buffer.from(array));
const key = bytes({ minLength: 32, maxLength: 32 });

describe('a sealed box', () => {
  test('opens to what was put in', () => {
    fc.assert(
      fc.property(bytes(), key, fc.string(), (content, secret, context) => {
        expect(open(seal(content, secret, context), secret, context).equals(content)).toBe(true);
      }),
    );
  });

  test('does not open when one bit of it was altered', () => {
    fc.assert(
      fc.property(bytes(), key, fc.nat(), (content, secret, at) => {
        const box = seal(content, secret, 'context');
        const bit = at % (box.length * 8);
        box[bit >> 3] = (box[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => open(box, secret, 'context')).toThrow();
      }),
      { numRuns: 300 },
    );
  });

  test('of one kind: every single bit of it counts', () => {
    const secret = randomBytes(32);
    const box = seal(Buffer.from('z3u2abc'), secret, 'context');
    for (let bit = 0; bit < box.length * 8; bit += 1) {
      const altered = Buffer.from(box);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => open(altered, secret, 'context'), `bit ${bit}`).toThrow();
    }
  });

  test('does not open with another key or in another context', () => {
    fc.assert(
      fc.property(bytes(), key, key, fc.string(), fc.string(), (content, secret, other, context, elsewhere) => {
        fc.pre(!secret.equals(other) && Buffer.from(context).compare(Buffer.from(elsewhere)) !== 0);
        const box = seal(content, secret, context);
        expect(() => open(box, other, context)).toThrow();
        expect(() => open(box, secret, elsewhere)).toThrow();
      }),
    );
  });

  test('that was cut off or made longer does not open', () => {
    const secret = randomBytes(32);
    const box = seal(Buffer.from('content'), secret, 'context');
    for (let length = 0; length < box.length; length += 1) {
      expect(() => open(box.subarray(0, length), secret, 'context'), `${length} bytes`).toThrow();
    }
    expect(() => open(Buffer.concat([box, Buffer.alloc(1)]), secret, 'context')).toThrow();
  });

  test('is another one each time', () => {
    const secret = randomBytes(32);
    const boxes = Array.from({ length: 200 }, () => seal(Buffer.from('same'), secret, 'context'));
    expect(new Set(boxes.map((box) => box.subarray(0, 12).toString('hex'))).size).toBe(200);
    expect(new Set(boxes.map((box) => box.subarray(12).toString('hex'))).size).toBe(200);
    expect(boxes.every((box) => box.length === 12 + 4 + 16)).toBe(true);
  });

  test('takes no key of another length', () => {
    for (const length of [0, 16, 31, 33]) expect(() => seal(Buffer.from('x'), Buffer.alloc(length), '')).toThrow();
  });
});
