import { expect, test } from "vitest";
import { createShareWork } from "./share-work.ts";

function open() {
  const share = createShareWork<string>();
  const begun: { stop: AbortSignal; finish: (result: string) => void }[] = [];
  const ask = (key: string, signal: AbortSignal) =>
    share(key, signal, (stop) => new Promise((finish) => begun.push({ stop, finish })));
  return { begun, ask };
}
const { signal } = new AbortController();

test("L4 work in progress is shared by all callers, and repeated afterwards", async () => {
  const { begun, ask } = open();
  const [one, other, different] = [ask("a", signal), ask("a", signal), ask("b", signal)];
  expect(begun).toHaveLength(2);
  begun[0]!.finish("of both");
  begun[1]!.finish("alone");
  expect(await Promise.all([one, other, different])).toEqual(["of both", "of both", "alone"]);
  void ask("a", signal);
  expect(begun).toHaveLength(3);
});

test("L4 shared work continues while somebody waits for it, and stops with the last", () => {
  const { begun, ask } = open();
  const [one, other] = [new AbortController(), new AbortController()];
  void ask("a", one.signal);
  void ask("a", other.signal);
  one.abort();
  expect(begun[0]!.stop.aborted).toBe(false);
  other.abort();
  expect(begun[0]!.stop.aborted).toBe(true);
  void ask("a", signal);
  expect(begun).toHaveLength(2);
});
