import { describe, expect, test } from 'vitest';
import { iTXt, png } from '../../../tests/support/pictures.ts';
import type { Fetched, Unavailable, Wanted } from '../judge/sources.ts';
import { type Finding, findBadge, namesAnotherAddress } from './find-badge.ts';
import { sharedAddress } from './shared-address.ts';

const badge = { id: 'https://a.example/badges/1', credentialSubject: {} };
const json = JSON.stringify(badge);
const url = 'https://a.example/badges/1';

/** The world as it answers: an address → what stands there. */
function world(pages: Readonly<Record<string, string | Buffer | Unavailable>>) {
  const asked: [string, Wanted][] = [];
  const fetch = async (address: string, wanted: Wanted): Promise<Fetched | Unavailable> => {
    asked.push([address, wanted]);
    const answer = pages[address] ?? 'unreachable';
    if (answer === 'unreachable' || answer === 'unsupported') return answer;
    return { url: address, mediaType: 'application/octet-stream', bytes: Buffer.from(answer) };
  };
  return { fetch, asked } satisfies Finding & { asked: unknown };
}
const page = (inside: string) => `<!DOCTYPE html><html><head>${inside}</head><body><p>Badge</p></body></html>`;
const codeOf = (sent: string, by: Finding) =>
  findBadge({ url: sent }, by).then(
    () => 'fine',
    ({ code }) => code,
  );

describe('behind an address', () => {
  test('the badge is asked for in every form that it can have, of a limited size', async () => {
    const by = world({ [url]: json });
    expect(await findBadge({ url: `${url}#top` }, by)).toEqual({
      form: 'url',
      badge: { form: 'json', kind: 'document', document: badge },
      addresses: [url],
    });
    expect(by.asked).toEqual([
      [url, { accept: expect.stringMatching(/^application\/vc, .*text\/html;q=0\.5/), largest: expect.any(Number) }],
    ]);
  });

  test('a picture with a badge in it is as good as the badge', async () => {
    const by = world({ [url]: png([iTXt('openbadgecredential', json)]) });
    expect((await findBadge({ url }, by)).badge).toMatchObject({ form: 'png', document: badge });
  });

  test.each([
    ['a link in its head', '<link rel="alternate" type="application/vc" href="/badges/1.json">'],
    ['a link with parameters in its type', '<LINK REL=Alternate HREF="1.json" TYPE="application/LD+JSON; profile=x">'],
    ['a typed link in its text', '<a href="https://a.example/badges/1.json" type="application/json">Open Badge</a>'],
    [
      'the surest of several links',
      '<link rel="alternate" type="application/json" href="/wrong"><a type="application/vc+ld+json" href="1.json">',
    ],
  ])('a page leads to it by %s', async (_name, inside) => {
    const target = 'https://a.example/badges/1.json';
    const found = await findBadge({ url }, world({ [url]: page(inside), [target]: json }));
    expect(found.addresses).toEqual([url, target]);
    expect(found.badge).toMatchObject({ document: badge });
  });

  test('a page can hold it in a script element', async () => {
    const script = (content: string) => `<script type="application/ld+json">${content}</script>`;
    const signed = { ...badge, type: ['VerifiableCredential', 'OpenBadgeCredential'] };
    const inside = script('{"@type":"Organization"}') + script('no JSON') + script(JSON.stringify(signed));
    expect((await findBadge({ url }, world({ [url]: page(inside) }))).badge).toMatchObject({ document: signed });
  });

  test('links in comments, scripts and other relations lead nowhere', async () => {
    const link = '<link rel="alternate" type="application/vc" href="/x">';
    const inside = `<!-- ${link} --><script>"${link}"</script><title>${link}</title><link rel="icon" type="image/png" href="/x">`;
    expect(await codeOf(url, world({ [url]: page(inside), 'https://a.example/x': json }))).toBe('no-badge-at-address');
  });

  test('the page of a verifier leads to the badge that its own address names', async () => {
    const asked = `https://verifier.example/?url=${encodeURIComponent(url)}`;
    const found = await findBadge({ url: asked }, world({ [asked]: page(''), [url]: json }));
    expect(found.addresses).toEqual([asked, url]);
  });

  test('a share link is not asked itself', async () => {
    const by = world({ [url]: json });
    const shared = `https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&certUrl=${encodeURIComponent(url)}`;
    expect((await findBadge({ url: shared }, by)).badge).toMatchObject({ document: badge });
    expect(by.asked.map(([address]) => address)).toEqual([url]);
  });

  test('an address of our own is never asked over the network', async () => {
    const by = { ...world({}), own: async (address: string) => (address === url ? Buffer.from(json) : undefined) };
    expect((await findBadge({ url }, by)).badge).toMatchObject({ document: badge });
    expect(by.asked).toEqual([]);
  });

  test('without TLS it is for whoever asks to say no, and our own is not asked', async () => {
    const plain = 'http://localhost:3000/credentials/1';
    const own = { ...world({}), own: async (address: string) => (address === plain ? Buffer.from(json) : undefined) };
    expect(await codeOf(plain, own)).toBe('fine');
    expect(await codeOf(plain, world({ [plain]: json }))).toBe('fine');
  });

  test.each<[string, string, Record<string, string>, string]>([
    ['no https, when nobody answers there', 'http://a.example/1', {}, 'address-not-allowed'],
    ['a file', 'file:///etc/passwd', {}, 'address-not-allowed'],
    [
      'a name and password',
      'https://me:secret@a.example/1',
      { 'https://me:secret@a.example/1': json },
      'address-not-allowed',
    ],
    ['what is no address', 'badge', {}, 'address-not-allowed'],
    ['an address that nobody here may ask', url, { [url]: 'unsupported' }, 'address-not-allowed'],
    ['silence', url, {}, 'address-not-reachable'],
    ['a page about something else', url, { [url]: page('') }, 'no-badge-at-address'],
    [
      'a page that leads to itself',
      url,
      { [url]: page(`<link rel="alternate" type="application/vc" href="${url}">`) },
      'no-badge-at-address',
    ],
    ['an address that leads to itself', url, { [url]: url }, 'going-in-circles'],
    [
      'a page that leads into the house',
      url,
      { [url]: page('<a type="application/vc" href="http://127.0.0.1/">') },
      'address-not-allowed',
    ],
    [
      'a page that leads to a script',
      url,
      { [url]: page('<a type="application/vc" href="javascript:1">') },
      'address-not-allowed',
    ],
  ])('%s gives nothing to judge', async (_name, asked, pages, code) => {
    expect(await codeOf(asked, world(pages))).toBe(code);
  });

  test('an address is asked once', async () => {
    const by = world({ [url]: `${url}#again` });
    expect(await codeOf(url, by)).toBe('going-in-circles');
    expect(by.asked).toHaveLength(1);
  });

  test('a chain of addresses has an end', async () => {
    const link = (index: number) => `https://a.example/${index}`;
    const chain = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [link(index), link(index + 1)]));
    const by = world(chain);
    expect(await codeOf(link(0), by)).toBe('going-in-circles');
    expect(by.asked).toHaveLength(4);
  });

  test('a page of nothing but tags is read in no time', async () => {
    const tags = Array.from({ length: 20_000 }, (_, index) => `<font size=${index}>`).join('') + '<p>'.repeat(200_000);
    const started = performance.now();
    expect(await codeOf(url, world({ [url]: page(tags) }))).toBe('no-badge-at-address');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('the address that a badge names (VC Data Model 2.0 §4.4)', () => {
  test.each<[string, unknown, string[], boolean]>([
    ['the address that was asked', url, [url], false],
    ['the page that links to it', url, [url, `${url}.json`], false],
    ['no web address', 'urn:uuid:1', [url], false],
    ['nothing', undefined, [url], false],
    ['a badge that was sent itself', url, [], false],
    ['another badge of the same site', 'https://a.example/badges/2', [url], true],
    ['a badge of another site', url, ['https://evil.example/1'], true],
    ['a page of another site that links to it', url, ['https://evil.example/1', url], true],
    ['the address with a language behind it', url, [`${url}?lang=nl`], false],
    ['the same path on another site', url, ['https://evil.example/badges/1?lang=nl'], true],
    ['another query', `${url}?id=1`, [`${url}?id=2`], true],
    ['a share link', url, [`https://www.linkedin.com/sharing/share-offsite/?url=${url}`, url], false],
  ])('%s', (_name, id, addresses, another) => {
    expect(namesAnotherAddress(id, addresses)).toBe(another);
  });

  test('share links are those of sites for sharing, and those that LinkedIn makes', () => {
    expect(sharedAddress(`https://www.linkedin.com/sharing/share-offsite/?url=${url}`)).toBe(url);
    expect(sharedAddress(`https://verifier.example/?certUrl=${url}`)).toBe(url);
    expect(sharedAddress(`https://verifier.example/?url=${url}`)).toBeUndefined();
    expect(sharedAddress(`https://notlinkedin.com/?url=${url}`)).toBeUndefined();
    expect(sharedAddress('https://www.linkedin.com/in/noor?url=javascript:1')).toBeUndefined();
  });
});
