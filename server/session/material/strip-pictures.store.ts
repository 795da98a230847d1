import type { EntityManager } from "@mikro-orm/postgresql";
import type { Picture } from "./pictures.store.ts";
import { withoutMetadata } from "./without-metadata.ts";

/** Of 2 MB each at most. */
const AT_ONCE = 5;

/** @returns how many pictures were looked at; 0 when none is left */
export async function stripSome(em: EntityManager): Promise<number> {
  const found = await em.execute<(Picture & { id: string })[]>(
    `select id, content_type as "contentType", content from session_pictures where not is_stripped
     order by id limit ${AT_ONCE} for update skip locked`,
  );
  for (const { id, contentType, content } of found)
    await em.execute("update session_pictures set content = ?, is_stripped = true where id = ?", [
      Buffer.from(withoutMetadata(content, contentType)),
      id,
    ]);
  return found.length;
}
