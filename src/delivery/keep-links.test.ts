import { expect, test } from 'vitest';
import { linkedInUrl, qrCodeOf } from './keep-links.ts';

const badge = {
  title: 'Inbedrijfstellen & overdragen',
  issuer: 'Kompas Academie',
  awardedOn: '2026-07-23',
  url: 'https://badges.example/credentials/1',
  id: '1',
};

test('LinkedIn’s form is filled in with what it asks for, and nothing of the holder', () => {
  const url = new URL(linkedInUrl({ ...badge, validUntil: '2031-08-01T23:59:59Z' }));
  expect(url.origin + url.pathname).toBe('https://www.linkedin.com/profile/add');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    startTask: 'CERTIFICATION_NAME',
    name: badge.title,
    organizationName: badge.issuer,
    issueYear: '2026',
    issueMonth: '7',
    expirationYear: '2031',
    expirationMonth: '8',
    certUrl: badge.url,
    certId: '1',
  });
  expect(linkedInUrl(badge)).not.toContain('expiration');
});

test('a QR code is black on white, with the quiet zone that scanners need (ISO/IEC 18004 §9.1)', () => {
  const svg = qrCodeOf(badge.url);
  expect(svg).toMatch(/^<svg [^>]*viewBox="-4 -4 /);
  expect(svg).toContain('fill="#fff"');
  expect(svg).toContain('fill="#000"');
});
