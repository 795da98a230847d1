/** Requests as circles send them: the plaza's cast in talks of every length, each request a little further on than the one before. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";
import type { ChatRequest } from "../../engine/model/language-model.ts";
import { buildSpeakPrompt } from "../../engine/prompts/speak-prompt.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { projectFolder } from "../../setup/project.mjs";
import { TALK_LINES } from "./talk-lines.ts";

const Cast = z.object({ personas: z.array(z.looseObject({ name: z.string() })) });
const TURNS = 20;
const MAX_TOKENS = 140;

export function readPlazaCast(): Persona[] {
  const file = join(projectFolder, "casts/plaza.json");
  const { personas } = Cast.parse(JSON.parse(readFileSync(file, "utf8")));
  return personas.map(({ key: _, ...draft }) => buildPersona(draft as Parameters<typeof buildPersona>[0]));
}

export type TalkRequest = { request: ChatRequest; circleId: string; personaId: string };

/**
 * Built ahead, so that building is not measured; the end of each is new on each call.
 * @param circles number of separate circles; each makes one turn after another
 */
export function createTalkRequests(circles: number): (call: number) => TalkRequest {
  const cast = readPlazaCast();
  const built = Array.from({ length: circles * TURNS }, (_, index) =>
    buildRequest(cast, index % circles, Math.floor(index / circles)),
  );
  return (call) => {
    const { request, ...who } = built[call % built.length]!;
    const last = request.messages.at(-1)!;
    const messages = request.messages.with(-1, { ...last, content: `${last.content} (${call})` });
    return { request: { ...request, messages }, ...who };
  };
}

function buildRequest(cast: Persona[], circle: number, turn: number): TalkRequest {
  const members = [0, 1, 2].map((seat) => cast[(circle + seat * 4) % cast.length]!);
  const lines = Array.from(
    { length: turn + 1 },
    (_, said) => `${members[said % 3]!.name}: ${TALK_LINES[(said + circle) % TALK_LINES.length]} (${circle}, ${said})`,
  );
  const view = buildView({ personas: members, people: ["Sam"], topic: "a garden on the market square", lines });
  const persona = members[turn % 3]!;
  const remembered = ["Sam said: the fountain on the square has not run for two summers"];
  const messages = buildSpeakPrompt({ persona, view, recent: view.utterances, remembered, stance: null, nudge: null });
  const request = { messages, maxTokens: MAX_TOKENS, temperature: 0.8 };
  return { request, circleId: `circle ${circle}`, personaId: persona.id };
}
