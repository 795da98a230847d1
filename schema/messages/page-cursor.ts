/** Pagination: `cursor` is the `next` of the previous page; when empty, the first page is returned. */
import { z } from "zod";

/** For lists that page by the id of their items. */
export const PageCursor = z
  .string()
  .regex(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/, "is not the next of a page before")
  .optional();
