import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pointerTo, problem, problemDocument } from './problem.ts';

/** RFC 6901 §4, the other way round: written from the specification. */
function resolve(document: any, pointer: string): unknown {
  const parts = pointer.slice(1).split('/').slice(1);
  return parts.reduce((at, part) => at[part.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

describe('a pointer', () => {
  test.each([
    [[], '#'],
    [['ulos', 0, 'criteria'], '#/ulos/0/criteria'],
    [['a/b', 'm~n', '~1'], '#/a~1b/m~0n/~01'],
    [[''], '#/'],
  ])('to %j is %s', (path, pointer) => {
    expect(pointerTo(path)).toBe(pointer);
  });

  test('leads back to the place, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 6 }), (path) => {
        fc.pre(!path.includes('__proto__'));
        const document = path.reduceRight<unknown>((inner, part) => ({ [part]: inner }), 'here');
        expect(resolve(document, pointerTo(path))).toBe('here');
      }),
    );
  });
});

test('a problem has the members of RFC 9457, and errors only when there are any', () => {
  const plain = problemDocument(problem('conflict', 'It is taken.'), 'https://b.example', 'urn:uuid:1');
  expect(plain).toEqual({
    type: 'https://b.example/problems/conflict',
    title: 'The request contradicts what is already recorded',
    status: 409,
    detail: 'It is taken.',
    instance: 'urn:uuid:1',
  });
  const faults = [{ pointer: '#/slug', detail: 'another one' }];
  expect(problemDocument(problem('conflict', 'x', faults), 'https://b.example', 'urn:uuid:1').errors).toEqual(faults);
});
