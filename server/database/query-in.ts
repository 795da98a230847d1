import type { EntityManager } from "@mikro-orm/postgresql";
import { CompiledQuery } from "kysely";
import type { Query, Statement } from "./statement.ts";

/** Runs statements in the transaction of a unit of work, whose own `execute` writes values into the text, character by character. */
export const queryIn =
  (em: EntityManager): Query =>
  async <Row extends object>({ text }: Statement, values: readonly unknown[]) =>
    (await em.getKysely().executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows;
