import { expect, test } from "vitest";
import { createInProcessMemoryStore } from "./in-process-memory-store.ts";
import { recallMemories } from "./recall-memories.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import type { ConversationView } from "../mind/conversation.ts";
import type { NewMemory } from "./memory.ts";

const memory = (id: string, at: number, circleId: string, kind: NewMemory["kind"] = "witnessed"): NewMemory =>
  ({
    id,
    workspaceId: "default",
    ownerId: null,
    personaId: "mira",
    kind,
    text: `Ada likes rye bread, said ${id}.`,
    aboutUserId: "ada",
    circleId,
    turnId: null,
    witnesses: null,
    importance: 0.5,
    sourceIds: [],
    at,
  }) as unknown as NewMemory;

test("C8 M4 in a branch a persona recalls what it knew then, and what it has heard in the branch since, and nothing else", async () => {
  const store = createInProcessMemoryStore();
  const scope = testScope();
  await store.add(
    [
      memory("earlier", 100, "elsewhere"),
      memory("later", 300, "elsewhere"),
      memory("here", 400, "branch"),
      memory("liked", 100, "elsewhere", "preference"),
      memory("liked later", 300, "elsewhere", "preference"),
    ],
    scope,
  );
  const view = {
    circleId: "branch",
    topic: "bread",
    isPrivate: false,
    participants: [{ id: "ada", name: "Ada", kind: "person" }],
  } as unknown as ConversationView;
  const recall = async (asOf?: number) => {
    const asked = { inView: [], at: 500, budgetTokens: 10_000, scope };
    const { memories, preferences } = await recallMemories(store, "mira", { ...view, asOf }, asked);
    return [...memories, ...preferences].map(({ id }) => id).toSorted();
  };
  expect(await recall(200)).toEqual(["earlier", "here", "liked"]);
  expect(await recall()).toEqual(["earlier", "here", "later", "liked", "liked later"]);
});
