import { deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPdf } from './pdf.ts';

const badge = '{"name":"Koudemiddelen – é"}';
const other = '{"name":"Warmtepompen"}';

/** A certificate with these files attached; their names decide, or their media types. */
async function certificate(
  files: readonly [content: string, name: string, mimeType?: string][],
  useObjectStreams = true,
) {
  const document = await PDFDocument.create();
  document.addPage([200, 100]);
  for (const [content, name, mimeType] of files)
    await document.attach(Buffer.from(content), name, mimeType === undefined ? {} : { mimeType });
  return document.save({ useObjectStreams });
}

const textIn = async (bytes: Uint8Array) => {
  const found = await readPdf(bytes);
  return found && new TextDecoder().decode(found);
};
const codeOf = (bytes: Uint8Array) =>
  readPdf(bytes).then(
    () => 'fine',
    ({ code }) => code,
  );

describe('a certificate', () => {
  test('gives the credential that is attached to it, by name or by type', async () => {
    expect(await textIn(await certificate([[badge, 'badge.json']]))).toBe(badge);
    expect(await textIn(await certificate([[badge, 'badge.JSONLD']], false))).toBe(badge);
    expect(await textIn(await certificate([['a.b.c', 'badge.jwt']]))).toBe('a.b.c');
    expect(await textIn(await certificate([[badge, 'badge', 'application/vc']]))).toBe(badge);
    expect(
      await textIn(
        await certificate([
          [other, 'rubric.txt'],
          [badge, 'x', 'application/ld+json'],
        ]),
      ),
    ).toBe(badge);
  });

  test('without one is a document and nothing more', async () => {
    expect(await textIn(await certificate([]))).toBeUndefined();
    expect(await textIn(await certificate([[badge, 'rubric.txt', 'text/plain']]))).toBeUndefined();
  });

  test('with two different ones is refused, with the same one twice it is not', async () => {
    expect(
      await codeOf(
        await certificate([
          [badge, 'a.json'],
          [other, 'b.json'],
        ]),
      ),
    ).toBe('several-badges');
    expect(
      await textIn(
        await certificate([
          [badge, 'a.json'],
          [badge, 'b.json'],
        ]),
      ),
    ).toBe(badge);
  });
});

describe('a hostile PDF', () => {
  let whole: Buffer;
  beforeAll(async () => {
    whole = Buffer.from(await certificate([[badge, 'badge.json']]));
  });

  test.each<[string, () => Buffer | Promise<Uint8Array>, string]>([
    ['nothing in it', () => Buffer.from('%PDF-1.7\n'), 'fine'],
    ['only a part of it, without the badge', () => whole.subarray(0, 100), 'fine'],
    ['a list of objects that is a bomb', () => objects(deflateSync(Buffer.alloc(30_000_000, ' '))), 'expands-too-far'],
    ['a list of objects that is no list', () => objects(Buffer.from('x')), 'damaged-file'],
    ['a packing that is not read here', () => objects(Buffer.from('x'), '/LZWDecode'), 'damaged-file'],
    ['an attachment that is a bomb', () => certificate([['{'.repeat(5_000_000), 'a.json']]), 'expands-too-far'],
    ['lists in lists without end', () => Buffer.from(`%PDF-1.7\n1 0 obj\n${'['.repeat(1_000_000)}`), 'damaged-file'],
    ['more objects than are read', () => Buffer.from(`%PDF-1.7\n${'1 0 obj<<>>endobj '.repeat(60_000)}`), 'too-large'],
    ['more values than are read', () => Buffer.from(`%PDF-1.7\n1 0 obj[${'[]'.repeat(400_000)}]endobj`), 'too-large'],
    [
      'more lists of objects than are read',
      () =>
        Buffer.concat(
          Array(1_100)
            .fill(objects(deflateSync('1 0 0')))
            .with(0, Buffer.from('%PDF-1.7\n')),
        ),
      'too-large',
    ],
    ['a secret', () => encrypted(), 'damaged-file'],
    ['more bytes than are read', () => Buffer.concat([whole, Buffer.alloc(6_000_000)]), 'too-large'],
  ])('with %s', async (_name, made, code) => {
    expect(await codeOf(await made())).toBe(code);
  });
});

const objects = (content: Buffer, filter = '/FlateDecode') =>
  Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter ${filter}/Length ${content.length}>>\nstream\n`),
    content,
    Buffer.from('\nendstream\nendobj\n'),
  ]);

async function encrypted(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  await document.attach(Buffer.from(badge), 'badge.json');
  document.encrypt({ userPassword: 'geheim', ownerPassword: 'geheim' });
  return document.save({ useObjectStreams: false });
}
