import { z } from 'zod';

/** Query of every list: pages in the order of creation (UUIDv7 sorts by time). */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'How many at most.' }),
  after: z.uuid().optional().meta({ description: 'Cursor: `next` of the page before.' }),
});

export type PageQuery = z.infer<typeof pageQuery>;

/** The shape of a page of `items`. `next` is absent on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.uuid().optional() });

/** Cuts one row more than asked for into a page and the cursor to the following one. */
export function toPage<Item extends { id: string }>(rows: Item[], limit: number): { items: Item[]; next?: string } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last ? { items, next: last.id } : { items };
}
