import type { EntityManager } from "@mikro-orm/postgresql";
import type { Query, Statement } from "./open-database.store.ts";

/** Runs statements in the transaction of a unit of work. */
export const queryIn =
  (em: EntityManager): Query =>
  <Row extends object>({ text }: Statement, values: readonly unknown[]) => {
    const inOrder = Array.from(text.matchAll(/\$(\d+)/g), ([, place]) => values[Number(place) - 1]);
    return em.execute(text.replaceAll(/\$\d+/g, "?"), inOrder) as unknown as Promise<Row[]>;
  };
