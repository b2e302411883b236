import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { iTXt, png, qrPicture } from '../../../tests/support/pictures.ts';
import { badgeLimits } from '../judge/limits.ts';
import { fileLimits } from './content.ts';
import { type FileReaders, recognise } from './recognise.ts';

const badge = { '@context': ['https://www.w3.org/ns/credentials/v2'], id: 'urn:uuid:1', credentialSubject: {} };
const json = JSON.stringify(badge);
const jws = 'eyJhbGciOiJSUzI1NiJ9.eyJpZCI6MX0.c2lnbmF0dXJl';
const sdJwt = `${jws}~WyJzYWx0IiwiYSIsMV0~`;
const document = (form = 'json') => ({ form, kind: 'document', document: badge });
const jwt = (form = 'jwt') => ({ form, kind: 'jwt', token: jws });

/** The readers that the service has. */
const readers: FileReaders = {
  pdf: async (bytes) => (await import('./pdf.ts')).readPdf(bytes),
  qr: async (bytes) => (await import('./qr.ts')).readQr(bytes),
};
const recognised = (content: string | Buffer) => recognise(Buffer.from(content), readers);
const codeOf = (content: string | Buffer) =>
  recognised(content).then(
    ({ kind }) => kind,
    ({ code }) => code,
  );
const presentation = (inside: unknown) =>
  JSON.stringify({ type: 'VerifiablePresentation', verifiableCredential: inside, proof: {} });
const enveloped = (token: string) => ({
  type: 'EnvelopedVerifiableCredential',
  id: `data:application/vc+jwt,${token}`,
});

describe('what was sent is told by its content', () => {
  test.each<[string, string | Buffer, object]>([
    ['JSON', json, document()],
    ['JSON with room around it', `\n ${json} \r\n`, document()],
    ['JSON with a byte order mark', `\uFEFF${json}`, document()],
    ['a list of one', `[${json}]`, document()],
    ['{"verifiableCredential": …}', JSON.stringify({ verifiableCredential: badge }), document()],
    ['a presentation of one', presentation([badge]), document()],
    ['a list of a presentation', `[${presentation(badge)}]`, document()],
    ['a presentation of a JWT', presentation([jws]), jwt('json')],
    ['an enveloped credential (VC Data Model 2.0 §4.13)', JSON.stringify(enveloped(jws)), jwt('json')],
    ['a presentation of an enveloped credential', presentation([enveloped(jws)]), jwt('json')],
    ['a JWT', `${jws}\n`, jwt()],
    ['an SD-JWT', sdJwt, { form: 'sd-jwt', kind: 'sd-jwt', token: sdJwt }],
    ['an SD-JWT with a proof by its holder', `${sdJwt}${jws}`, { form: 'sd-jwt', kind: 'sd-jwt', token: sdJwt + jws }],
    ['an address', ' https://a.example/1 ', { form: 'url', kind: 'url', url: 'https://a.example/1' }],
    ['a PNG with JSON', png([iTXt('openbadgecredential', json)]), document('png')],
    ['a PNG with a JWT', png([iTXt('openbadgecredential', jws)]), jwt('png')],
    [
      'a PNG with an address (Open Badges 2.0)',
      png([iTXt('openbadges', 'https://a.example/1')]),
      { form: 'png', kind: 'url', url: 'https://a.example/1' },
    ],
    ['a PNG with a QR code', qrPicture('https://a.example/1'), { form: 'qr', kind: 'url', url: 'https://a.example/1' }],
    ['an SVG', `<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential verify="${jws}"/></svg>`, jwt('svg')],
  ])('%s', async (_name, content, expected) => {
    expect(await recognised(content)).toEqual(expected);
  });

  test('a photo of a QR code', async () => {
    const photo = readFileSync(new URL('../../../tests/data/pictures/qr-code.jpg', import.meta.url));
    expect(await recognised(photo)).toEqual({ form: 'qr', kind: 'url', url: 'https://stranger.example/badges/1' });
  });

  test('a badge that carries others stays whole: they are a part of what it says', async () => {
    const carrying = { ...badge, verifiableCredential: [badge, badge] };
    expect(await recognised(JSON.stringify(carrying))).toEqual({ form: 'json', kind: 'document', document: carrying });
  });
});

describe('what holds no single badge is refused', () => {
  test.each<[string, string | Buffer, string]>([
    ['two badges in a list', `[${json},${json}]`, 'several-badges'],
    ['two badges in a presentation', presentation([badge, badge]), 'several-badges'],
    ['a picture of nothing', png(), 'no-badge-in-file'],
    ['an empty text in a picture', png([iTXt('openbadgecredential', '')]), 'no-badge-in-file'],
    ['a picture with two QR codes', qrPicture('https://a.example/1', 'https://a.example/2'), 'several-badges'],
    ['a drawing of nothing', '<svg/>', 'no-badge-in-file'],
    ['a document of nothing', '%PDF-1.7\n', 'no-badge-in-file'],
    ['a web page', '<!doctype html><title>Badge</title>', 'no-badge-in-file'],
    ['a JPEG of nothing', Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 'damaged-file'],
    ['a PNG that says it is enormous', enormous(), 'too-large'],
    ['a member twice, in a picture', png([iTXt('openbadgecredential', `{"id":1,${json.slice(1)}`)]), 'duplicate-key'],
    ['more JSON than is read', `{"a":"${'x'.repeat(badgeLimits.bytes)}"}`, 'too-large'],
    ['a longer token than is read', `${jws}${'x'.repeat(fileLimits.token)}`, 'too-large'],
    ['nothing', '', 'not-json'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'not-utf-8'],
    ['a text', 'hello', 'not-json'],
  ])('%s', async (_name, content, code) => {
    expect(await codeOf(content)).toBe(code);
  });

  test('a picture where no reader of QR codes is at hand', async () => {
    await expect(recognise(png())).rejects.toMatchObject({ code: 'no-badge-in-file' });
  });
});

/** The header of a PNG of 65,000 × 65,000 points, sound in itself. */
function enormous(): Buffer {
  return png([], { width: 65_000, height: 1, black: () => false, claimedHeight: 65_000 });
}
