import { describe, expect, test } from 'vitest';
import { unbakeSvg } from './svg.ts';

const badge = '{"name":"Koudemiddelen & é"}';
const jws = 'eyJhbGciOiJSUzI1NiJ9.eyJpZCI6MX0.c2lnbmF0dXJl';
const namespaces =
  'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" xmlns:old="http://openbadges.org"';
const svg = (inside: string, before = '') => Buffer.from(`${before}<svg ${namespaces}>${inside}<rect/></svg>`);
const body = (text = badge) => `<openbadges:credential><![CDATA[${text}]]></openbadges:credential>`;
const signed = `<openbadges:credential verify="${jws}"></openbadges:credential>`;

function codeOf(bytes: Uint8Array): string {
  try {
    return `fine: ${unbakeSvg(bytes)}`;
  } catch (error: any) {
    return error.code;
  }
}

describe('a baked SVG (Open Badges 3.0 §5.3.2)', () => {
  test('gives its badge: JSON in the body, or a JWS in `verify`', () => {
    expect(unbakeSvg(svg(`\n${body()}\n`, '<?xml version="1.0"?>\n<!-- badge -->'))).toBe(badge);
    expect(unbakeSvg(svg(signed))).toBe(jws);
    expect(unbakeSvg(svg('<openbadges:credential>{"a":"&amp;&#233;"}</openbadges:credential>'))).toBe('{"a":"&é"}');
  });

  test('goes by the namespace, not by the prefix', () => {
    const other = `<svg xmlns:b="https://purl.imsglobal.org/ob/v3p0"><b:credential verify="${jws}"/></svg>`;
    expect(unbakeSvg(Buffer.from(other))).toBe(jws);
    const borrowed = `<svg xmlns:openbadges="https://a.example"><openbadges:credential verify="${jws}"/></svg>`;
    expect(unbakeSvg(Buffer.from(borrowed))).toBeUndefined();
  });

  test('gives a badge of Open Badges 2.0: the body, or where `verify` says that it is', () => {
    const url = 'https://a.example/assertions/1';
    expect(unbakeSvg(svg(`<old:assertion verify="${url}"/>`))).toBe(url);
    expect(unbakeSvg(svg(`<old:assertion verify="${url}">${badge.replace('&', '&amp;')}</old:assertion>`))).toBe(badge);
    expect(unbakeSvg(svg(`<old:assertion verify="${url}"/>${body()}`))).toBe(badge);
  });

  test('is a picture and nothing more without one', () => {
    expect(unbakeSvg(svg('<text>{}</text>'))).toBeUndefined();
    expect(unbakeSvg(svg('<!-- <openbadges:credential verify="x"/> -->'))).toBeUndefined();
  });
});

test.each<[string, Buffer, string]>([
  ['a document type', svg(body(), '<!DOCTYPE svg>'), 'forbidden-xml'],
  [
    'entities that grow without end',
    svg('<openbadges:credential>&b;</openbadges:credential>', '<!DOCTYPE s [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'),
    'forbidden-xml',
  ],
  ['an entity that nobody declared', svg('<openbadges:credential>&file;</openbadges:credential>'), 'damaged-file'],
  ['two badges', svg(body() + body()), 'several-badges'],
  ['two badges, one of them deep inside', svg(`${signed}<g><g>${signed}</g></g>`), 'several-badges'],
  [
    'the badge in both places',
    svg(`<openbadges:credential verify="${jws}">{}</openbadges:credential>`),
    'several-badges',
  ],
  ['elements in the badge', svg('<openbadges:credential><g>{}</g></openbadges:credential>'), 'damaged-file'],
  ['no end', svg(body()).subarray(0, -6), 'damaged-file'],
  ['another root', Buffer.from(`<html ${namespaces}>${body()}</html>`), 'no-badge-in-file'],
  ['a prefix without a namespace', Buffer.from('<svg><openbadges:credential verify="x"/></svg>'), 'damaged-file'],
  ['a badge without end', svg(body('x'.repeat(600_000))), 'too-large'],
  ['more bytes than are read', svg(' '.repeat(3_000_000)), 'too-large'],
])('an SVG with %s is refused', (_name, bytes, code) => {
  expect(codeOf(bytes)).toBe(code);
});
