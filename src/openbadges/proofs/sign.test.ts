import { beforeAll, describe, expect, test } from 'vitest';
import { created, issuerKey, minimalFacts, richFacts } from '../../../tests/interop/badges.ts';
import { buildCredential } from '../build/credential.ts';
import { signCredential } from './sign.ts';

const unsigned = buildCredential(richFacts);

describe('signing', () => {
  let signed: Awaited<ReturnType<typeof signCredential<typeof unsigned>>>;
  beforeAll(async () => {
    signed = await signCredential(unsigned, issuerKey, { created });
  });

  test('adds one proof and changes nothing else', () => {
    const { proof, ...rest } = signed;
    expect(rest).toEqual(unsigned);
    expect(Object.keys(rest)).toEqual(Object.keys(unsigned));
    expect(proof).toEqual([
      {
        type: 'DataIntegrityProof',
        created: '2026-07-23T09:30:00Z',
        verificationMethod: issuerKey.id,
        cryptosuite: 'eddsa-rdfc-2022',
        proofPurpose: 'assertionMethod',
        proofValue: expect.stringMatching(/^z[1-9A-HJ-NP-Za-km-z]{80,90}$/),
      },
    ]);
  });

  test('leaves the unsigned document alone', () => {
    expect(unsigned).not.toHaveProperty('proof');
  });

  test('gives the same bytes for the same document, key and moment', async () => {
    expect(await signCredential(unsigned, issuerKey, { created })).toEqual(signed);
  });

  test('gives other bytes at another moment, to the second', async () => {
    const at = async (moment: string) => {
      const { proof } = await signCredential(unsigned, issuerKey, { created: new Date(moment) });
      return proof[0].proofValue;
    };
    expect(await at('2026-07-23T09:30:00.999Z')).toBe(signed.proof[0].proofValue);
    expect(await at('2026-07-23T09:30:01Z')).not.toBe(signed.proof[0].proofValue);
  });

  test('does not wait for a badge to become valid', async () => {
    const later = buildCredential({ ...minimalFacts, validFrom: new Date('2027-01-01T00:00:00Z') });
    expect((await signCredential(later, issuerKey, { created })).proof[0].created).toBe('2026-07-23T09:30:00Z');
  });
});

describe('signing refuses', () => {
  test.each<[string, object]>([
    ['a member that no context defines', { ...unsigned, unknownTerm: 'x' }],
    ['a type that no context defines', { ...unsigned, type: [...unsigned.type, 'Unknown'] }],
    ['a relative address', { ...unsigned, id: 'badges/1' }],
  ])('%s, instead of leaving it unsigned', async (_name, document) => {
    await expect(signCredential(document, issuerKey, { created })).rejects.toThrow('Safe mode');
  });

  test('a context that is not pinned, without fetching it', async () => {
    const document = { ...unsigned, '@context': [...unsigned['@context'], 'https://example.org/context'] };
    await expect(signCredential(document, issuerKey, { created })).rejects.toThrow('https://example.org/context');
  });
});
