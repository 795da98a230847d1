import type { QueryClient, QueryKey } from "@tanstack/react-query";

/** What is being fetched may be older than the news of a change: it is dropped. Marked as outdated, a first answer would stay. */
export async function fetchAgain(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  await queries.cancelQueries({ queryKey });
  await queries.invalidateQueries({ queryKey });
}
