import { expect, test } from "vitest";
import { createDueWork } from "./create-due-work.ts";

test("M4 work that failed is tried again when as much again waits, or when all that waits is to be done", async () => {
  const whenDue = createDueWork(4);
  const failing = () => Promise.reject(new Error("no model"));
  let done = 0;
  const working = async () => void (done += 1);
  await whenDue("circle", 3, working);
  expect(done).toBe(0);
  await expect(whenDue("circle", 5, failing)).rejects.toThrow("no model");
  await whenDue("circle", 8, working);
  expect(done).toBe(0);
  await expect(whenDue("circle", Infinity, failing)).rejects.toThrow("no model");
  await expect(whenDue("circle", Infinity, failing)).rejects.toThrow("no model");
  await whenDue("circle", 7, working);
  expect(done).toBe(0);
  await whenDue("circle", 8, working);
  expect(done).toBe(1);
});
