import { expect, test } from 'vitest';
import { buildProfile } from './profile.ts';

const least = { id: 'did:web:example.org', name: 'Voorbeeld' };

test('a profile is an object with its type, also when there is little to say', () => {
  expect(buildProfile(least)).toEqual({ id: 'did:web:example.org', type: ['Profile'], name: 'Voorbeeld' });
});

test.each([
  ['without a line', {}],
  ['of lines that say nothing', { addressCountry: undefined, postalCode: undefined }],
])('an address %s is left out', (_name, address) => {
  expect(buildProfile({ ...least, address })).not.toHaveProperty('address');
});

test('an address keeps the lines that say something', () => {
  const address = { addressLocality: 'Haarlem', postalCode: undefined };
  expect(buildProfile({ ...least, address }).address).toEqual({ type: ['Address'], addressLocality: 'Haarlem' });
});
