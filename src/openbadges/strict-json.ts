import { visit } from 'jsonc-parser';

/** How much is read; each limit is explicit because depth and count cost more than bytes (threats.md §2.1). */
export interface StrictJsonLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly nodes: number;
  readonly arrayItems: number;
  readonly stringLength: number;
}

export type StrictJsonCode =
  | 'too-large'
  | 'not-utf-8'
  | 'not-json'
  | 'duplicate-key'
  | 'forbidden-key'
  | 'too-deep'
  | 'too-many-nodes'
  | 'array-too-long'
  | 'string-too-long'
  | 'forbidden-character'
  | 'number-out-of-range';

/** Why a text is not accepted. `pointer` is a JSON Pointer (RFC 6901) to the place. */
export class StrictJsonError extends Error {
  readonly code: StrictJsonCode;
  readonly pointer: string;

  constructor(code: StrictJsonCode, pointer: string, message: string) {
    super(message);
    this.name = 'StrictJsonError';
    this.code = code;
    this.pointer = pointer;
  }
}

/** Keys that change objects in JavaScript instead of being stored in them. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Images and files travel inside badges as data URIs; only they may be longer than other strings. */
const longestDataUri = 700_000;

/**
 * Parses JSON strictly (RFC 8259 with the advice of RFC 7493 I-JSON): UTF-8, no duplicate keys in whatever spelling, no lone surrogates, no
 * U+0000, finite numbers, within the limits. Everything is checked before any object is made of it.
 * @throws {StrictJsonError} at the first thing that is not acceptable
 */
export function parseStrictJson(bytes: Uint8Array, limits: StrictJsonLimits): unknown {
  if (bytes.length > limits.bytes)
    throw new StrictJsonError('too-large', '', `at most ${limits.bytes} bytes are accepted`);
  const text = decodeUtf8(bytes);
  checkStructure(text, limits);
  try {
    return JSON.parse(text);
  } catch {
    throw new StrictJsonError('not-json', '', 'this is not JSON (RFC 8259)');
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new StrictJsonError('not-utf-8', '', 'JSON must be UTF-8 (RFC 8259 §8.1)');
  }
}

/** Walks the text once, without building anything, and stops at the first fault. */
function checkStructure(text: string, limits: StrictJsonLimits): void {
  const keysOpen: Set<string>[] = [];
  let nodes = 0;
  let depth = 0;
  const refuse = (code: StrictJsonCode, path: readonly (string | number)[], message: string): never => {
    throw new StrictJsonError(code, pointerOf(path), message);
  };
  const enter = (path: readonly (string | number)[]) => {
    depth += 1;
    if (depth > limits.depth) refuse('too-deep', path, `at most ${limits.depth} levels are accepted`);
    count(path);
  };
  const count = (path: readonly (string | number)[]) => {
    nodes += 1;
    if (nodes > limits.nodes) refuse('too-many-nodes', path, `at most ${limits.nodes} values are accepted`);
    const position = path.at(-1);
    if (typeof position === 'number' && position >= limits.arrayItems) {
      refuse('array-too-long', path.slice(0, -1), `at most ${limits.arrayItems} items are accepted`);
    }
  };
  visit(
    text,
    {
      onObjectBegin: (_offset, _length, _line, _character, path) => {
        enter(path());
        keysOpen.push(new Set());
      },
      onObjectProperty: (name, _offset, _length, _line, _character, path) => {
        const keys = keysOpen.at(-1);
        if (keys?.has(name)) refuse('duplicate-key', [...path(), name], 'this key stands twice in its object');
        if (forbiddenKeys.has(name)) refuse('forbidden-key', [...path(), name], 'this key is not accepted');
        checkString(name, limits.stringLength, [...path(), name], refuse);
        keys?.add(name);
      },
      onObjectEnd: () => {
        depth -= 1;
        keysOpen.pop();
      },
      onArrayBegin: (_offset, _length, _line, _character, path) => {
        enter(path());
      },
      onArrayEnd: () => {
        depth -= 1;
      },
      onLiteralValue: (value, _offset, _length, _line, _character, path) => {
        count(path());
        if (typeof value === 'string') checkString(value, longestOf(value, limits), path(), refuse);
        if (typeof value === 'number' && !isFaithful(value)) {
          refuse('number-out-of-range', path(), 'this number cannot be kept exactly (RFC 7493 §2.2)');
        }
      },
      onError: (_error, offset) => {
        refuse('not-json', [], `this is not JSON (RFC 8259), from character ${offset} on`);
      },
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
}

/** Whole numbers beyond 2^53 lose digits when read; infinite ones (1e999) lose everything. */
function isFaithful(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

function longestOf(value: string, limits: StrictJsonLimits): number {
  return value.startsWith('data:') ? Math.max(longestDataUri, limits.stringLength) : limits.stringLength;
}

function checkString(
  value: string,
  longest: number,
  path: readonly (string | number)[],
  refuse: (code: StrictJsonCode, path: readonly (string | number)[], message: string) => never,
): void {
  if (value.length > longest) refuse('string-too-long', path, `at most ${longest} characters are accepted`);
  if (!value.isWellFormed()) refuse('forbidden-character', path, 'a lone surrogate is not a character');
  if (value.includes('\u0000')) refuse('forbidden-character', path, 'U+0000 is not accepted');
}

function pointerOf(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
