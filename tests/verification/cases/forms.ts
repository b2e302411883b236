import { PDFDocument } from '@cantoo/pdf-lib';
import { iTXt, png, qrPicture, zTXt } from '../../support/pictures.ts';
import type { Case } from '../case.ts';
import { controllerOf, proven, token } from '../foreign.ts';

const address = 'https://foreign.example/badges/1';
const badge = () => proven('eddsa-rdfc-2022', 'Ed25519');
const text = async () => JSON.stringify(await badge());
const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">${inside}</svg>`;
const pdf = async (...files: string[]) => {
  const document = await PDFDocument.create();
  for (const [index, file] of files.entries())
    await document.attach(Buffer.from(file), `badge-${index}.json`, { mimeType: 'application/vc' });
  return Buffer.from(await document.save());
};
const at =
  (page: () => Promise<object | string>, where = address) =>
  async () => ({
    controllers: [controllerOf()],
    pages: { [where]: await page() },
  });

type Good = readonly [string, Case['sent'], Case['form'], Case['played']?];
const good: readonly Good[] = [
  ['JSON', badge, 'json'],
  ['JSON in a list of one', async () => `[${await text()}]`, 'json'],
  ['JSON with a mark of byte order before it', async () => `\ufeff${await text()}`, 'json'],
  ['JSON as verifiableCredential', async () => ({ verifiableCredential: await badge() }), 'json'],
  [
    'a presentation',
    async () => ({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      verifiableCredential: [await badge()],
    }),
    'json',
  ],
  [
    'an enveloped credential',
    async () => ({
      '@context': 'https://www.w3.org/ns/credentials/v2',
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${await token('P-256')}`,
    }),
    'json',
  ],
  ['a JWT with spaces around it', async () => `\n ${await token('P-256')} \n`, 'jwt'],
  ['PNG with JSON', async () => png([iTXt('openbadgecredential', await text())]), 'png'],
  ['PNG with JSON, packed', async () => png([iTXt('openbadgecredential', await text(), true)]), 'png'],
  ['PNG with a JWT', async () => png([iTXt('openbadgecredential', await token('P-256'))]), 'png'],
  [
    'SVG with JSON',
    async () => svg(`<openbadges:credential><![CDATA[${await text()}]]></openbadges:credential>`),
    'svg',
  ],
  [
    'SVG with a JWT',
    async () => svg(`<openbadges:credential verify="${await token('P-256')}"></openbadges:credential>`),
    'svg',
  ],
  ['PDF', async () => pdf(await text()), 'pdf'],
  ['photo of a QR code with an address', () => qrPicture(address), 'qr', at(badge)],
  ['an address', () => new URL(address), 'url', at(badge)],
  ['an address as text', () => address, 'url', at(badge)],
  [
    'the address of a page that links to the badge',
    () => new URL('https://foreign.example/page'),
    'url',
    async () => ({
      controllers: [controllerOf()],
      pages: {
        'https://foreign.example/page': `<html><link rel="alternate" type="application/vc" href="${address}"></html>`,
        [address]: await badge(),
      },
    }),
  ],
  [
    'a share link of LinkedIn',
    () => new URL(`https://www.linkedin.com/profile/add?certUrl=${encodeURIComponent(address)}`),
    'url',
    at(badge),
  ],
];

const bad: readonly (readonly [string, Case['sent'], string, Case['verdict'], Case['played']?])[] = [
  ['PNG without a badge', () => png(), 'no-badge-in-file', 'malformed'],
  [
    'PNG with two badges',
    async () => png([iTXt('openbadgecredential', await text()), iTXt('openbadgecredential', await text())]),
    'several-badges',
    'malformed',
  ],
  [
    'PNG that unpacks to a hundred times its size',
    () => png([zTXt('openbadgecredential', ' '.repeat(40_000_000))]),
    'expands-too-far',
    'malformed',
  ],
  [
    'PNG with a byte altered',
    async () => {
      const file = png([iTXt('openbadgecredential', await text())]);
      file[200] = (file[200] ?? 0) ^ 1;
      return file;
    },
    'damaged-file',
    'malformed',
  ],
  ['SVG with entities', async () => `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`, 'forbidden-xml', 'malformed'],
  [
    'SVG with two badges',
    async () => svg('<openbadges:credential><![CDATA[{}]]></openbadges:credential>'.repeat(2)),
    'several-badges',
    'malformed',
  ],
  ['SVG without a badge', () => svg(''), 'no-badge-in-file', 'malformed'],
  [
    'PDF with two badges',
    async () => pdf(await text(), (await text()).replace('Wondzorg', 'Hartchirurgie')),
    'several-badges',
    'malformed',
  ],
  ['PDF without a badge', () => pdf(), 'no-badge-in-file', 'malformed'],
  ['an address where nobody answers', () => new URL('https://gone.example/badge'), 'address-not-reachable', 'unknown'],
  [
    'an address with a page without a badge',
    () => new URL(address),
    'no-badge-at-address',
    'malformed',
    at(async () => '<html><p>Nothing.</p></html>'),
  ],
];

export const formCases: readonly Case[] = [
  ...good.map(
    ([name, sent, form, played]): Case => ({
      name: `form: ${name}`,
      clause: 'Open Badges 3.0 §5',
      sent,
      ...(form && { form }),
      ...(played && { played }),
      verdict: 'valid',
      step: 'input',
      code: 'read',
    }),
  ),
  ...bad.map(
    ([name, sent, code, verdict, played]): Case => ({
      name: `form: ${name}`,
      clause: 'Open Badges 3.0 §5',
      sent,
      ...(played && { played }),
      verdict,
      step: 'input',
      code,
    }),
  ),
  {
    name: 'form: a badge at another address than it names',
    clause: 'openbadges-3.md §3',
    sent: () => new URL('https://copies.example/1'),
    played: at(badge, 'https://copies.example/1'),
    verdict: 'valid-with-warnings',
    step: 'input',
    code: 'other-address',
  },
];
