import { z } from "zod";

/** Most items of one page. */
export const MAX_PAGE_ITEMS = 100;
const MAX_CURSOR_CHARS = 1_024;
const WITHIN = `must be 1 to ${MAX_PAGE_ITEMS}`;

const cursorSchema = z.string().max(MAX_CURSOR_CHARS).nullable().default(null);

/** `?cursor=`: where the page before ended; absent for the first. */
export const cursorQuerySchema = z.object({ cursor: cursorSchema });

/** `?cursor=&limit=` of a list whose pages have `items` unless told. */
export const pageQuerySchema = (items: number) =>
  z.object({
    cursor: cursorSchema,
    limit: z.coerce.number(WITHIN).int(WITHIN).min(1, WITHIN).max(MAX_PAGE_ITEMS, WITHIN).default(items),
  });

/** A page of a list; `cursor` is null on the last one. */
export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), cursor: z.string().nullable() });
