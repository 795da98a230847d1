import { expect, test } from "vitest";
import { keepLatest } from "./keep-latest.ts";

test("S7 whoever asks for the same at once waits for one result, and an older one never replaces a newer", async () => {
  const kept = keepLatest<string>(2);
  const older = Promise.withResolvers<string>();
  let made = 0;
  const make = (value: Promise<string>) => () => (made++, value);
  const both = Promise.all([kept.get("run", "1", make(older.promise)), kept.get("run", "1", make(older.promise))]);
  const newer = kept.get("run", "2", make(Promise.resolve("new")));
  expect(await newer).toBe("new");
  older.resolve("old");
  expect(await both).toEqual(["old", "old"]);
  expect(await kept.get("run", "2", make(Promise.resolve("again")))).toBe("new");
  expect(made).toBe(2);
});

test("S7 what failed is made again", async () => {
  const kept = keepLatest<string>(2);
  await expect(kept.get("run", "1", () => Promise.reject(new Error("no worker")))).rejects.toThrow("no worker");
  expect(await kept.get("run", "1", async () => "made")).toBe("made");
});
