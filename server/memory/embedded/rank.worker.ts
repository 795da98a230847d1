/** Ranks memories off the main thread, so that no tick waits for a hundred thousand dot products (SPEC M5, W8). */
import { parentPort } from "node:worker_threads";
import { PersonaIndex } from "../../../engine/memory/persona-index.ts";
import type { RankAnswer, RankRequest } from "./rank-messages.ts";

const indices = new Map<string, PersonaIndex>();

function answer(request: RankRequest): string[] {
  const index = indices.get(request.personaId) ?? new PersonaIndex();
  indices.set(request.personaId, index);
  switch (request.type) {
    case "set":
      for (const memory of request.memories) index.set(memory);
      return [];
    case "remove":
      index.remove(request.memoryId);
      return [];
    case "rank":
      return index.rank(request.query);
    case "unload":
      indices.delete(request.personaId);
      return [];
  }
}

parentPort?.on("message", (request: RankRequest) => {
  let reply: RankAnswer;
  try {
    reply = { number: request.number, ids: answer(request) };
  } catch (error) {
    reply = { number: request.number, problem: (error as Error).message };
  }
  parentPort?.postMessage(reply);
});
