import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStrictJson, type StrictJsonCode, StrictJsonError, type StrictJsonLimits } from './strict-json.ts';

const limits: StrictJsonLimits = {
  bytes: 1024 * 1024,
  depth: 4,
  nodes: 50,
  arrayItems: 10,
  stringLength: 20,
};
const utf8 = (text: string) => new TextEncoder().encode(text);
const parse = (text: string | Uint8Array, within: StrictJsonLimits = limits) =>
  parseStrictJson(typeof text === 'string' ? utf8(text) : text, within);

function refusal(run: () => unknown): [StrictJsonCode, string] {
  try {
    run();
  } catch (error) {
    if (error instanceof StrictJsonError) return [error.code, error.pointer];
    throw error;
  }
  throw new Error('accepted');
}

describe('strict JSON refuses', () => {
  const listOf = (count: number, item: string) => `[${Array.from({ length: count }, () => item).join(',')}]`;

  test.each<[string, string | Uint8Array, StrictJsonCode, string]>([
    ['a key twice', '{"a":1,"a":2}', 'duplicate-key', '/a'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":2}', 'duplicate-key', '/a'],
    ['a key twice, escaped two ways', '{"\\u002f":1,"\\/":2}', 'duplicate-key', '/~1'],
    ['a key twice, deep', '{"x":[{"y":1},{"y":{"b":1,"c":2,"b":3}}]}', 'duplicate-key', '/x/1/y/b'],
    ['a key twice around an object', '{"a":{"b":1},"c":[{"b":1}],"a":1}', 'duplicate-key', '/a'],
    ['an empty key twice', '{"":1,"":2}', 'duplicate-key', '/'],
    ['a key with ~ twice', '{"~":1,"~":2}', 'duplicate-key', '/~0'],
    ['__proto__', '{"__proto__":{"a":1}}', 'forbidden-key', '/__proto__'],
    ['__proto__ escaped', '{"a":{"\\u005f_proto__":1}}', 'forbidden-key', '/a/__proto__'],
    ['constructor', '{"constructor":1}', 'forbidden-key', '/constructor'],
    ['prototype', '[{"prototype":1}]', 'forbidden-key', '/0/prototype'],
    ['five levels of lists', '[[[[[]]]]]', 'too-deep', '/0/0/0/0'],
    ['five levels of objects', '{"a":{"a":{"a":{"a":{}}}}}', 'too-deep', '/a/a/a/a'],
    ['51 values', `{${Array.from({ length: 51 }, (_, index) => `"${index}":0`)}}`, 'too-many-nodes', '/49'],
    ['51 empty objects in lists', listOf(6, listOf(9, '{}')), 'too-many-nodes', '/4/8'],
    ['11 items', `{"a":${listOf(11, '1')}}`, 'array-too-long', '/a'],
    ['11 lists', listOf(11, '[]'), 'array-too-long', ''],
    ['11 objects', listOf(11, '{}'), 'array-too-long', ''],
    ['a long string', `{"a":"${'x'.repeat(21)}"}`, 'string-too-long', '/a'],
    ['a long key', `{"${'x'.repeat(21)}":1}`, 'string-too-long', `/${'x'.repeat(21)}`],
    ['a long data key', `{"data:${'x'.repeat(21)}":1}`, 'string-too-long', `/data:${'x'.repeat(21)}`],
    ['a data URI above 700,000', `["data:${'x'.repeat(700_000)}"]`, 'string-too-long', '/0'],
    ['DATA: in capitals', `["DATA:${'x'.repeat(21)}"]`, 'string-too-long', '/0'],
    ['a lone high surrogate', '["\\ud800"]', 'forbidden-character', '/0'],
    ['a lone low surrogate', '["\\udc00x"]', 'forbidden-character', '/0'],
    ['surrogates in the wrong order', '["\\udc00\\ud800"]', 'forbidden-character', '/0'],
    ['a lone surrogate in a key', '{"\\ud800":1}', 'forbidden-character', '/\ud800'],
    ['U+0000', '{"a":"\\u0000"}', 'forbidden-character', '/a'],
    ['U+0000 in a key', '{"\\u0000":1}', 'forbidden-character', '/\u0000'],
    ['U+0000 as it is', '"\u0000"', 'not-json', ''],
    ['a byte order mark', '\ufeff{}', 'not-json', ''],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), 'not-utf-8', ''],
    ['Latin-1', Uint8Array.from([0x22, 0xe9, 0x22]), 'not-utf-8', ''],
    ['an overlong slash', Uint8Array.from([0x22, 0xc0, 0xaf, 0x22]), 'not-utf-8', ''],
    ['a surrogate in UTF-8', Uint8Array.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'not-utf-8', ''],
    ['a cut character', Uint8Array.from([0x22, 0xe2, 0x82, 0x22]), 'not-utf-8', ''],
    ['a line comment', '// x\n{}', 'not-json', ''],
    ['a block comment', '{/* x */}', 'not-json', ''],
    ['a comma at the end of a list', '[1,]', 'not-json', ''],
    ['a comma at the end of an object', '{"a":1,}', 'not-json', ''],
    ['a comma for nothing', '[1,,2]', 'not-json', ''],
    ['no comma', '[1 2]', 'not-json', ''],
    ['no colon', '{"a" 1}', 'not-json', ''],
    ['single quotes', "{'a':1}", 'not-json', ''],
    ['a bare key', '{a:1}', 'not-json', ''],
    ['nothing', '', 'not-json', ''],
    ['blanks', '  \n', 'not-json', ''],
    ['a second value', '{} {}', 'not-json', ''],
    ['an open list', '[1', 'not-json', ''],
    ['an open string', '"a', 'not-json', ''],
    ['a tab in a string', '"\t"', 'not-json', ''],
    ['a line break in a string', '"\n"', 'not-json', ''],
    ['a bad escape', '"\\x41"', 'not-json', ''],
    ['a short escape', '"\\u12"', 'not-json', ''],
    ['NaN', '[NaN]', 'not-json', ''],
    ['Infinity', '[Infinity]', 'not-json', ''],
    ['undefined', 'undefined', 'not-json', ''],
    ['a leading zero', '[01]', 'not-json', ''],
    ['a plus sign', '[+1]', 'not-json', ''],
    ['a bare fraction', '[.5]', 'not-json', ''],
    ['a dot at the end', '[1.]', 'not-json', ''],
    ['hexadecimal', '[0x1]', 'not-json', ''],
    ['a no-break space', '\u00a0{}', 'not-json', ''],
    ['1e999', '[1e999]', 'number-out-of-range', '/0'],
    ['-1e999', '{"a":-1e999}', 'number-out-of-range', '/a'],
    ['2^53', '[9007199254740992]', 'number-out-of-range', '/0'],
    ['-2^53', '[-9007199254740992]', 'number-out-of-range', '/0'],
    ['2^53 + 1', '[9007199254740993]', 'number-out-of-range', '/0'],
    ['1e300', '[1e300]', 'number-out-of-range', '/0'],
    ['digits that get lost in a whole', '[9007199254740991.5]', 'number-out-of-range', '/0'],
  ])('%s', (_name, text, code, pointer) => {
    expect(refusal(() => parse(text))).toEqual([code, pointer]);
  });

  test('more bytes than the limit, before it reads any', () => {
    expect(refusal(() => parse('{"a":1}', { ...limits, bytes: 6 }))).toEqual(['too-large', '']);
    expect(refusal(() => parse(Uint8Array.from([0xff, 0xff]), { ...limits, bytes: 1 }))).toEqual(['too-large', '']);
  });

  test('without telling the text back at length', () => {
    const [, pointer] = refusal(() => parse(`{"${'k'.repeat(100_000)}":1}`));
    expect(pointer.length).toBeLessThan(200);
  });
});

describe('strict JSON accepts', () => {
  test.each<[string, unknown]>([
    ['[[[[]]]]', [[[[]]]]],
    ['[{"a":1},{"a":1}]', [{ a: 1 }, { a: 1 }]],
    ['{"a":{"a":{"a":1}}}', { a: { a: { a: 1 } } }],
    ['{"A":1,"a":2}', { A: 1, a: 2 }],
    ['[1,2,3,4,5,6,7,8,9,10]', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['"\\ud83d\\ude00"', '😀'],
    ['"é😀"', 'é😀'],
    ['[9007199254740991,-9007199254740991]', [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]],
    ['[0,-1.5,1e3,2.50,0.10,0e0,1E+2,0.000,123e-2]', [0, -1.5, 1000, 2.5, 0.1, 0, 100, 0, 1.23]],
    [' \t\r\n{ } ', {}],
    ['null', null],
    ['"toString"', 'toString'],
    ['{"toString":1,"hasOwnProperty":2,"valueOf":3}', { toString: 1, hasOwnProperty: 2, valueOf: 3 }],
    [`"${'x'.repeat(20)}"`, 'x'.repeat(20)],
    [`"data:image/png;base64,${'A'.repeat(1000)}"`, `data:image/png;base64,${'A'.repeat(1000)}`],
  ])('%s', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  test('exactly 50 values', () => {
    expect(Object.keys(parse(`{${Array.from({ length: 49 }, (_, index) => `"${index}":0`)}}`) as object)).toHaveLength(
      49,
    );
  });

  test('whatever JSON.stringify writes, and gives it back', () => {
    const wide: StrictJsonLimits = {
      bytes: 10_000_000,
      depth: 50,
      nodes: 100_000,
      arrayItems: 10_000,
      stringLength: 100_000,
    };
    const faithful = (value: unknown): boolean => {
      if (typeof value === 'number')
        return !Object.is(value, -0) && (!Number.isInteger(value) || Number.isSafeInteger(value));
      if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
      if (value === null || typeof value !== 'object') return true;
      return Object.entries(value).every(
        ([key, nested]) =>
          faithful(key) && !['__proto__', 'constructor', 'prototype'].includes(key) && faithful(nested),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }).filter(faithful), (value) => {
        expect(parse(JSON.stringify(value), wide)).toEqual(value);
        expect(parse(JSON.stringify(value, null, 2), wide)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('nothing that JSON.parse does not, and reads it the same', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-',
      '.5',
      'e3',
      'true',
      'null',
      ' ',
      '//',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), (parts) => {
        const text = parts.join('');
        let strict: unknown;
        try {
          strict = parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(StrictJsonError);
          return;
        }
        expect(strict).toEqual(JSON.parse(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a megabyte of ill will ends soon', () => {
  const badge: StrictJsonLimits = {
    bytes: 1024 * 1024,
    depth: 32,
    nodes: 5_000,
    arrayItems: 500,
    stringLength: 65_536,
  };
  const full = 1024 * 1024;
  const fill = (piece: string) => piece.repeat(Math.floor(full / piece.length));

  test.each<[string, string]>([
    ['opening brackets', fill('[')],
    ['opening objects', fill('{"a":')],
    ['a wide list', `[${fill('0,').slice(0, -2)}]`],
    ['a list of lists', `[${fill('[],').slice(0, -4)}]`],
    ['many keys', `{${Array.from({ length: 90_000 }, (_, index) => `"k${index}":1`).join(',')}}`],
    ['objects inside a wide object', `{${Array.from({ length: 70_000 }, (_, index) => `"${index}":{}`).join(',')}}`],
    ['one string', `"${fill('x').slice(2)}"`],
    ['escapes', `"${fill('\\u0041').slice(6)}"`],
    ['one number', fill('9')],
    ['blanks', fill(' ')],
    ['line breaks', fill('\n')],
    ['commas', fill(',')],
    ['quotes', fill('"')],
    ['slashes', fill('/')],
    ['minus signs', fill('-')],
    ['letters', fill('a')],
  ])('%s', (_name, text) => {
    const started = performance.now();
    expect(() => parse(text, badge)).toThrow(StrictJsonError);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  // Within the limits, so that they are read; but soon.
  test.each([
    ['long keys on every level', `${`{"${'k'.repeat(30_000)}":`.repeat(30)}1${'}'.repeat(30)}`],
    ['one fraction', `0.${fill('1').slice(2)}`],
    [
      '499 keys that begin alike',
      `{${Array.from({ length: 499 }, (_, index) => `"${'k'.repeat(2_000)}${index}":1`).join(',')}}`,
    ],
  ])('%s', (_name, text) => {
    const started = performance.now();
    parse(text, badge);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('4,800 values on the deepest level', () => {
    const leaf = `[${Array.from({ length: 480 }, () => '"x"').join(',')}]`;
    const list = `[${Array.from({ length: 10 }, () => leaf).join(',')}]`;
    const started = performance.now();
    parse(`${'{"key":'.repeat(29)}${list}${'}'.repeat(29)}`, badge);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
