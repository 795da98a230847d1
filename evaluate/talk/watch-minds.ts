/** The minds of a live circle, with their prompts and calls watched. */
import { createInProcessMemoryStore } from "../../engine/memory/in-process-memory-store.ts";
import type { MemoryStore } from "../../engine/memory/memory-store.ts";
import { createMinds, type MindVoices } from "../../engine/mind/create-minds.ts";
import type { TalkMinds } from "../../engine/mind/minds.ts";
import type { ChatRequest, Route, RoutedModel, RoutedRequest } from "../../engine/model/language-model.ts";

export type Spoken = { request: ChatRequest | null; raw: string[] };

export type WatchedMinds = {
  minds: TalkMinds;
  memory: MemoryStore;
  /** The request of the last call to speak, and everything the model said since the turn before, as it said it. */
  takeSpoken(): Spoken;
};

/**
 * @param seed of the first call; each later one has the next, so that an evaluation can be repeated
 */
export function watchMinds(
  voices: MindVoices,
  seed: number,
  memory: MemoryStore = createInProcessMemoryStore(),
): WatchedMinds {
  let spoken: Spoken = { request: null, raw: [] };
  let calls = 0;
  let ids = 0;
  const watched: MindVoices = {
    ...voices,
    modelFor: (task, route) => withSeed(voices.modelFor(task, route), () => seed + calls++, keep),
  };
  function keep(request: ChatRequest, task: string): (text: string) => void {
    if (task !== "speak" && task !== "try-line") return () => undefined;
    spoken.request = request;
    const call = spoken.raw.push("") - 1;
    const { raw } = spoken;
    return (text) => void (raw[call] += text);
  }
  const minds = createMinds({
    voices: watched,
    memory,
    now: Date.now,
    newId: () => `id ${(ids += 1)}`,
    report(error) {
      throw error;
    },
  });
  return {
    minds,
    memory,
    takeSpoken() {
      const taken = spoken;
      spoken = { request: null, raw: [] };
      return taken;
    },
  };
}

const withSeed = (
  model: RoutedModel,
  nextSeed: () => number,
  keep: (request: ChatRequest, task: string) => (text: string) => void,
): RoutedModel => ({
  route: model.route,
  async *stream(request: RoutedRequest, scope) {
    if (typeof request === "object" && "prompt" in request) return yield* model.stream(request, scope);
    const seed = nextSeed();
    let hear: (text: string) => void = () => undefined;
    const seeded = (route: Route): ChatRequest => {
      const built = { ...(typeof request === "function" ? request(route) : request), seed };
      hear = keep(built, scope.task);
      return built;
    };
    for await (const event of model.stream(seeded, scope)) {
      if (event.type === "text-delta") hear(event.text);
      yield event;
    }
  },
});
