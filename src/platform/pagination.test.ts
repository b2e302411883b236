import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageQuery, toPage } from './pagination.ts';

describe('a page', () => {
  test('names the next one only when there is one', () => {
    const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    expect(toPage(rows, 2)).toEqual({ items: [{ id: 'a' }, { id: 'b' }], next: 'b' });
    expect(toPage(rows, 3)).toEqual({ items: rows });
    expect(toPage([], 3)).toEqual({ items: [] });
  });

  test('after page shows every row once, in order, for any limit', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 40 }), fc.integer({ min: 1, max: 50 }), (ids, limit) => {
        const rows = ids.toSorted().map((id) => ({ id }));
        const seen: { id: string }[] = [];
        let after: string | undefined;
        do {
          const from = rows.filter(({ id }) => after === undefined || id > after).slice(0, limit + 1);
          const page = toPage(from, limit);
          seen.push(...page.items);
          after = page.next;
        } while (after !== undefined);
        expect(seen).toEqual(rows);
      }),
    );
  });
});

describe('the query of a list', () => {
  test('has a limit of 50 and no cursor by itself', () => {
    expect(pageQuery.parse({})).toEqual({ limit: 50 });
    expect(pageQuery.parse({ limit: '200' })).toEqual({ limit: 200 });
  });

  test.each([{ limit: '0' }, { limit: '201' }, { limit: '1.5' }, { limit: 'x' }, { after: 'x' }, { page: '2' }])(
    'refuses %j',
    (query) => {
      expect(pageQuery.safeParse(query).success).toBe(false);
    },
  );
});
