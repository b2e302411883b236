import type { z } from 'zod';
import type { Given } from './command.ts';
import { shaped } from './shaped.ts';
import { columns } from './usage.ts';

/** The options of every list that is told in pages, as the query of its route. */
export const pageOptions = {
  limit: { value: 'NUMBER', summary: 'how many at most; 50 when absent, 200 at most' },
  after: { value: 'ID', summary: 'what comes after this one: `next` of the page before' },
};

/**
 * The query of the route, from what was typed.
 * @param others options that the query takes beside those of a page
 * @throws {UsageError} naming what is not as expected
 */
export function pageGiven<Shape extends z.ZodType>(
  shape: Shape,
  given: Given,
  others: readonly string[] = [],
): z.output<Shape> {
  const typed = [...Object.keys(pageOptions), ...others].map((option) => [option, given.text(option)] as const);
  return shaped(shape, Object.fromEntries(typed.filter(([, value]) => value !== undefined)));
}

/** A page for people, and how the next one is asked for. */
export function pageText(rows: Parameters<typeof columns>[0], next: string | undefined): string {
  return next === undefined ? columns(rows) : `${columns(rows)}\n\nThere is more: --after ${next}`;
}
