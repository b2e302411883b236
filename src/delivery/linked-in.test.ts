import { expect, test } from 'vitest';
import { linkedInUrl } from './linked-in.ts';

test('LinkedIn’s form is filled in with what it asks for, and nothing of the holder', () => {
  const url = new URL(
    linkedInUrl({
      name: 'Inbedrijfstellen & overdragen',
      organisation: 'Kompas Academie',
      awardedOn: '2026-07-23',
      validUntil: '2031-07-23',
      url: 'https://badges.example/credentials/1',
      id: '1',
    }),
  );
  expect(url.origin + url.pathname).toBe('https://www.linkedin.com/profile/add');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    startTask: 'CERTIFICATION_NAME',
    name: 'Inbedrijfstellen & overdragen',
    organizationName: 'Kompas Academie',
    issueYear: '2026',
    issueMonth: '7',
    expirationYear: '2031',
    expirationMonth: '7',
    certUrl: 'https://badges.example/credentials/1',
    certId: '1',
  });
});
