import { expect, test } from 'vitest';
import { dayIn, textIn } from './json-members.ts';

test('a name cannot turn the direction of what stands around it (UAX #9 §2)', () => {
  const name = 'Kompas \u202E(elpmaxe.live) \u2067x\u2069';
  expect(textIn({ name }, 'name')).toBe('Kompas (elpmaxe.live) x');
  // Letters that are themselves written from right to left stay as they are.
  expect(textIn({ name: 'אקדמיה' }, 'name')).toBe('אקדמיה');
  expect(textIn({ name: '\u202E' }, 'name')).toBeUndefined();
});

test('a day stays the day that was written', () => {
  expect(dayIn({ validUntil: '2031-07-23T23:59:59+02:00' }, 'validUntil')).toBe('2031-07-23');
  expect(dayIn({}, 'validUntil')).toBeUndefined();
});
