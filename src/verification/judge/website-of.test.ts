import { expect, test } from 'vitest';
import { websiteOf } from './website-of.ts';

test.each([
  ['did:web:kompas.example', 'kompas.example'],
  ['did:web:Kompas.example%3A8443:issuers:1', 'kompas.example:8443/issuers/1'],
  ['https://kompas.example/', 'kompas.example'],
  ['https://kompas.example/profile', 'kompas.example/profile'],
  ['https://xn--kmpas-9ta.example', 'xn--kmpas-9ta.example'],
  ['https://kömpas.example', 'xn--kmpas-jua.example'],
  ['https://kompas.example@evil.example/', 'evil.example'],
  ['did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', undefined],
  ['did:jwk:eyJrdHkiOiJPS1AifQ', undefined],
  ['urn:uuid:1', undefined],
  ['', undefined],
])('the website of the issuer %s is %s', (id, website) => {
  expect(websiteOf(id)).toBe(website);
});
