import { describe } from "vitest";
import { createInProcessMemoryStore } from "./in-process-memory-store.ts";
import { testMemoryStore } from "../../test/suites/memory-store-suite.ts";

let ids = 0;
describe("memories in the process", () => {
  testMemoryStore(
    async () => ({
      store: createInProcessMemoryStore(),
      personaId: "ada",
      otherPersonaId: "tom",
      userId: "sam",
      otherUserId: "lena",
    }),
    () => `memory ${String((ids += 1)).padStart(4, "0")}`,
  );
});
