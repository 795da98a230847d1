/** For the kill tests: does what is overdue in the circles of a database, in a separate process that kills itself at one point, and prints the tasks of its model calls. */
import { writeSync } from "node:fs";
import { createInProcessMemoryStore } from "../../engine/memory/in-process-memory-store.ts";
import { createMinds } from "../../engine/mind/create-minds.ts";
import type { ChatRequest, RoutedModel } from "../../engine/model/language-model.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import { principalOf } from "../../engine/scope/scope.ts";
import { resumeOverdue } from "../../server/conversation/resume-overdue.process.ts";
import { createHearing } from "../../server/conversation/hear-turns.ts";
import { createUnreadTurns } from "../../server/conversation/unread-turns.store.ts";
import { newId } from "../../server/database/new-id.adapter.ts";
import { openDatabase } from "../../server/database/open-database.store.ts";
import { createReflectionStore } from "../../server/memory/reflection.store.ts";
import { createPersonaStore } from "../../server/persona/persona.store.ts";
import { createPersonas } from "../../server/persona/personas.ts";
import { createTraitReading } from "../../server/persona/trait-reading.ts";
import type { KillPoint } from "./kill-points.ts";
import { silentBus } from "../changes/silent-bus.ts";

await run(process.argv[2]!, process.argv[3] ?? null);

async function run(databaseUrl: string, killPoint: string | null): Promise<void> {
  const pass = (point: KillPoint): void => void (point === killPoint && process.kill(process.pid, "SIGKILL"));
  const database = await openDatabase(databaseUrl);
  const reflections = createReflectionStore(database, () => undefined);
  const fail = (error: unknown): never => {
    throw error;
  };
  const personas = createPersonas({
    store: createPersonaStore(database, fail),
    changes: silentBus,
    newId,
    now: () => new Date(),
    isPlace: () => true,
  });
  const minds = createMinds({
    voices: { modelFor: () => thinking(pass), skillOf: () => "large" },
    memory: createInProcessMemoryStore(),
    reflections: {
      ...reflections,
      async judge(...judgments) {
        pass("judged");
        await reflections.judge(...judgments);
        pass("judgment-stored");
      },
      async addReflections(...made) {
        pass("concluded");
        const isStored = await reflections.addReflections(...made);
        pass("conclusions-stored");
        return isStored;
      },
    },
    now: Date.now,
    newId,
    report: fail,
  });
  const unread = createUnreadTurns(database);
  const readTraits = createTraitReading({
    minds,
    unread,
    personas: {
      get: personas.get,
      async learnTraits(personaId, learned, alongside) {
        const isWhole = await personas.learnTraits(personaId, learned, async (em) => {
          const isNoted = await alongside(em);
          pass("noted");
          return isNoted;
        });
        pass("learned");
        return isWhole;
      },
    },
  });
  await resumeOverdue({
    unread,
    minds,
    readTraits,
    hear: createHearing({ minds, unread }),
    outcomes: { makeUp: () => Promise.reject(new Error("nothing is due")) },
    canJudge: () => true,
    host: () => 0,
    scopeOf: ({ circleId, workspaceId, ownerId }) => ({
      ...principalOf(workspaceId, ownerId!),
      subject: { circleId },
      policy: "talk",
    }),
    report: fail,
  });
  await database.close();
}

/** Everything is important; a preference in the first line; one conclusion; the persona's second reply is curious. */
function thinking(pass: (point: KillPoint) => void): RoutedModel {
  return {
    route: { provider: "test", model: "large", local: true },
    async *stream(request, { task }) {
      const lines = (request as ChatRequest).messages.at(-1)!.content.split("\n");
      const name = (request as ChatRequest).responseSchema!.name;
      writeSync(1, `${name}\n`);
      pass(task === "extract-traits" ? "reading" : "judging");
      const answers: Record<string, object> = {
        turns_judged: { importance: lines.map(() => 9), preferences: [{ turn: 1, quote: "nothing without my tea" }] },
        conclusions: { conclusions: [{ statement: "Sam needs tea.", from: [1, 2] }] },
      };
      const trait = { reply: 2, id: "curious", quote: "whatever for", strength: 1, certainty: 1 };
      yield { type: "text-delta", text: JSON.stringify(answers[name] ?? { traits: [trait] }) };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
}
