import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { fetchAgain } from "./fetch-again.ts";

test("W7 news that comes while something is fetched for the first time is not lost", async () => {
  const queries = new QueryClient();
  const stored = ["an idea"];
  const answers: (() => void)[] = [];
  const read = () => {
    const found = [...stored];
    return new Promise<string[]>((resolve) => answers.push(() => resolve(found)));
  };
  const shown = new QueryObserver(queries, { queryKey: ["outcome"], queryFn: read });
  const stop = shown.subscribe(() => undefined);
  stored.push("another idea");
  void fetchAgain(queries, ["outcome"]);
  await expect.poll(() => answers.length).toBe(2);
  for (const answer of answers) answer();
  await expect.poll(() => shown.getCurrentResult().data).toEqual(["an idea", "another idea"]);
  stop();
});
