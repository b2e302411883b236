import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../tests/data/openbadges/identity-hash.json' with { type: 'json' };
import { emailIdentity, identityHash } from './identity-hash.ts';
import { isIdentityOf, normalizeEmail } from './is-identity-of.ts';

describe('identityHash', () => {
  test.each(vectors.vectors)('of $identifier is the published one', ({ identifier, salt, identityHash: published }) => {
    expect(identityHash(identifier, salt)).toBe(published);
  });

  test('of the second published example is the published one', () => {
    expect(identityHash('jjefferson18@example.com', 'FleurDeSel')).toBe(
      'sha256$658625b25ab3d75d613ca97d9a5a77f70e2192feca5557f4ad09a4d4f121f5fc',
    );
  });
});

const email = fc.emailAddress();
const salt = fc.stringMatching(/^[0-9a-f]{32}$/);
const blank = fc.stringMatching(/^[ \t]{0,3}$/);
const anyCase = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) =>
      [...text].map((letter, index) => (upper[index] ? letter.toUpperCase() : letter.toLowerCase())).join(''),
    );

describe('the identity of an e-mail address', () => {
  test('is found again however the address is typed', async () => {
    const typed = email.chain((address) => fc.tuple(fc.constant(address), anyCase(address), blank, blank, salt));
    await fc.assert(
      fc.asyncProperty(typed, async ([address, again, before, after, grain]) => {
        expect(await isIdentityOf(emailIdentity(address, grain), `${before}${again}${after}`)).toBe(true);
      }),
    );
  });

  test('is not that of another address', async () => {
    await fc.assert(
      fc.asyncProperty(email, email, salt, async (one, other, grain) => {
        fc.pre(normalizeEmail(one) !== normalizeEmail(other));
        expect(await isIdentityOf(emailIdentity(one, grain), other)).toBe(false);
      }),
    );
  });

  test('differs with the salt, so that two badges of one person do not match', () => {
    fc.assert(
      fc.property(email, salt, salt, (address, one, other) => {
        fc.pre(one !== other);
        expect(emailIdentity(address, one).identityHash).not.toBe(emailIdentity(address, other).identityHash);
      }),
    );
  });

  test('holds nothing of the address itself', () => {
    const identity = emailIdentity('Anna@Example.org', '00ff');
    expect(identity).toEqual({
      type: 'IdentityObject',
      hashed: true,
      identityHash: identityHash('anna@example.org', '00ff'),
      identityType: 'emailAddress',
      salt: '00ff',
    });
  });
});

describe('identities of others', () => {
  const foreign = { type: 'IdentityObject', identityType: 'emailAddress' } as const;
  const upper = `sha256$${identityHash('anna@example.org', 'x').slice(7).toUpperCase()}`;

  test.each([
    ['hex in upper case', { ...foreign, hashed: true, identityHash: upper, salt: 'x' }, true],
    [
      'hashed as it was typed',
      { ...foreign, hashed: true, identityHash: identityHash('Anna@Example.org', 'x'), salt: 'x' },
      true,
    ],
    ['without salt', { ...foreign, hashed: true, identityHash: identityHash('anna@example.org', '') }, true],
    ['plain', { ...foreign, hashed: false, identityHash: 'Anna@example.org' }, true],
    ['plain, of somebody else', { ...foreign, hashed: false, identityHash: 'otto@example.org' }, false],
    ['another salt', { ...foreign, hashed: true, identityHash: upper, salt: 'y' }, false],
    ['MD5', { ...foreign, hashed: true, identityHash: 'md5$0bc83cb571cd1c50ba6f3e8a78ef1346' }, false],
    ['cut short', { ...foreign, hashed: true, identityHash: upper.slice(0, -2), salt: 'x' }, false],
    ['empty', { ...foreign, hashed: true, identityHash: '', salt: 'x' }, false],
  ])('%s: %#', async (_name, identity, expected) => {
    expect(await isIdentityOf(identity, 'Anna@Example.org')).toBe(expected);
  });
});
