import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import jsonld from 'jsonld';
import { describe, expect, test, vi } from 'vitest';
import manifest from '../../contexts/manifest.json' with { type: 'json' };
import { documentLoader, pinnedContexts, processableContexts, UnknownDocument } from './document-loader.ts';

const folder = new URL('../../contexts/', import.meta.url);
const sha256 = (file: string) =>
  createHash('sha256')
    .update(readFileSync(new URL(file, folder)))
    .digest('hex');

describe('the pinned contexts', () => {
  test.each(manifest)('$file is, byte for byte, what the manifest says', ({ file, sha256: stated }) => {
    expect(sha256(file)).toBe(stated);
  });

  // A second list, noted when the files were gathered, so that a context and its line in the manifest cannot be changed together unseen.
  test.each([
    ['ob-v3p0-context-3.0.3.json', 'ef2fa9c7846dce23'],
    ['ob-v3p0-context-3.0.2.json', '00666ad080ba4076'],
    ['ob-v3p0-context-3.0.1.json', 'd582f3564282fb3b'],
    ['ob-v3p0-context.json', 'b077fa134d909d92'],
    ['ob-v3p0-extensions.json', '146f85aa16effd7c'],
    ['w3c-credentials-v2.json', '59955ced6697d61e'],
  ])('%s begins with %s', (file, start) => {
    expect(sha256(file).slice(0, 16)).toBe(start);
  });

  test('every context in the folder is pinned, except our own', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'manifest.json');
    expect(files.toSorted()).toEqual([...manifest.map(({ file }) => file), 'stempel-v1.json'].toSorted());
    expect(processableContexts).toEqual(new Set(manifest.map(({ url }) => url)));
    // What gives every word a meaning is for the VC API; a badge may not have it.
    const examples = 'https://www.w3.org/ns/credentials/examples/v2';
    expect([...processableContexts].filter((each) => !pinnedContexts.has(each))).toEqual([examples]);
  });
});

describe('the loader', () => {
  test('gives the pinned document, and nobody can change it for the next', async () => {
    const url = 'https://www.w3.org/ns/credentials/v2';
    const loaded = await documentLoader()(url);
    expect(loaded).toMatchObject({ contextUrl: null, documentUrl: url });
    const document = loaded.document as { '@context': Record<string, unknown> };
    expect(() => {
      document['@context'].name = 'https://example.org/name';
    }).toThrow(TypeError);
    expect(Object.isFrozen(document['@context'].VerifiableCredential)).toBe(true);
    expect((await documentLoader()(url)).document).toBe(document);
  });

  test.each([
    'https://www.w3.org/ns/credentials/v3',
    'https://www.w3.org/ns/credentials/v2/',
    'https://www.w3.org/ns/credentials/v2#',
    'http://www.w3.org/ns/credentials/v2',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'did:web:example.org',
    '',
  ])('refuses %j and fetches nothing', async (url) => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('the network was touched'));
    await expect(documentLoader()(url)).rejects.toThrow(UnknownDocument);
    await expect(documentLoader()(url)).rejects.toMatchObject({ url });
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  test('documents of the caller never replace a pinned one', async () => {
    const url = 'https://www.w3.org/ns/credentials/v2';
    const own = { '@context': { '@vocab': 'https://example.org/' } };
    const load = documentLoader(
      new Map([
        [url, own],
        ['https://example.org/own', own],
      ]),
    );
    expect((await load(url)).document).not.toBe(own);
    expect((await load('https://example.org/own')).document).toBe(own);
  });
});

describe('our own context', () => {
  const address = 'https://stempel.example/contexts/stempel-v1';
  const own = JSON.parse(readFileSync(new URL('stempel-v1.json', folder), 'utf8')) as { '@context': object };
  const stated = {
    ECTS: 2.5,
    educationProgramIdentifier: ['34274', '25655'],
    participationType: 'blended',
    studyLoadHours: 70,
  };
  const canonize = (contexts: string[]) =>
    jsonld.canonize(
      {
        '@context': [
          'https://www.w3.org/ns/credentials/v2',
          'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
          ...contexts,
        ],
        id: 'https://example.org/achievement',
        type: ['Achievement'],
        name: 'Lassen',
        ...stated,
      },
      { algorithm: 'RDFC-1.0', documentLoader: documentLoader(new Map([[address, own]])), safe: true },
    );

  test('defines the terms of EduBadges, so that they can be signed', async () => {
    const quads = (await canonize([address])).trim().split('\n');
    const double = '^^<http://www.w3.org/2001/XMLSchema#double>';
    expect(quads.filter((quad) => quad.includes('/stempel/'))).toEqual(
      [
        ['ECTS', `"2.5E0"${double}`],
        ['educationProgramIdentifier', '"25655"'],
        ['educationProgramIdentifier', '"34274"'],
        ['participationType', '"blended"'],
        ['studyLoadHours', `"7.0E1"${double}`],
      ].map(([term, value]) => `<https://example.org/achievement> <https://purl.org/stempel/terms#${term}> ${value} .`),
    );
  });

  test('defines no more than is tested here', () => {
    expect(Object.keys(own['@context'])).toEqual(['@protected', ...Object.keys(stated)]);
  });

  test('is needed for them: without it safe mode refuses', async () => {
    await expect(canonize([])).rejects.toMatchObject({ name: 'jsonld.ValidationError' });
  });
});
