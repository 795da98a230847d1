/** How lists go on: with the `next` of the page before. Left empty it asks for the first page. */
import { z } from "zod";

/** Of lists that page by the id of what they list. */
export const PageCursor = z
  .string()
  .regex(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/, "is not the next of a page before")
  .optional();
