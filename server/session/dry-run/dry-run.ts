/**
 * Tries a session's guide with the rehearsal voice: each prompt is put, and its personas answer by script. It reads the
 * plan and writes nothing: no circle, no turn, no memory, no row of the ledger (SPEC C9).
 */
import { routeName, type LanguageModel } from "../../../engine/model/language-model.ts";
import { describePersona } from "../../../engine/prompts/describe-persona.ts";
import { nameLanguage } from "../../../engine/prompts/name-language.ts";
import { quoteSpeech } from "../../../engine/prompts/quote-speech.ts";
import type { Principal } from "../../../engine/scope/scope.ts";
import type { Persona } from "../../../schema/messages/persona.ts";
import type { DryRun } from "../../../schema/messages/session-dry-run.ts";
import type { PersonaDirectory } from "../../persona/persona-directory.ts";
import type { Sessions } from "../sessions.ts";

export type DryRunPorts = {
  /** Only facilitators of a session find it. */
  sessions: Pick<Sessions, "find">;
  personas: Pick<PersonaDirectory, "get">;
  /** Free, on this machine, and pausing between its words only so long that other requests are answered. */
  rehearsal: LanguageModel;
};

export type DryRuns = ReturnType<typeof createDryRuns>;

/** Who answers one prompt, in turn, so that everybody is heard in the course of a guide. */
const ANSWERS_TO_A_PROMPT = 3;
const LONGEST_ANSWER_TOKENS = 120;

export const createDryRuns = ({ sessions, personas, rehearsal }: DryRunPorts) => ({
  async tryGuide(scope: Principal, sessionId: string): Promise<DryRun> {
    const { plan, lead } = await sessions.find(scope, sessionId);
    const found = await Promise.all(plan.personaIds.map((id) => personas.get(id)));
    // A plan may name anybody's.
    const cast = found.flatMap((persona) => (persona?.workspaceId === scope.workspaceId ? persona : []));
    const language = nameLanguage(plan.language);
    let next = 0;
    const sections: DryRun["sections"] = [];
    for (const { title, minutes, prompts } of plan.guide) {
      const turns: DryRun["sections"][number]["turns"] = [];
      for (const text of prompts) {
        turns.push({ personaId: null, name: lead.name, text });
        for (let answered = 0; answered < Math.min(ANSWERS_TO_A_PROMPT, cast.length); answered++) {
          const persona = cast[next++ % cast.length]!;
          const last = turns.at(-1)!;
          const said = await answer(persona, {
            language,
            heard: [quoteSpeech(lead.name, text), quoteSpeech(last.name, last.text)],
          });
          turns.push({ personaId: persona.id, name: persona.name, text: said });
        }
      }
      sections.push({ title, minutes, turns });
    }
    return { voice: routeName(rehearsal.route), sections };

    async function answer(persona: Persona, talk: { language: string; heard: string[] }): Promise<string> {
      const messages = [
        { role: "system" as const, content: `Speak ${talk.language}.\n${describePersona(persona)}` },
        { role: "user" as const, content: talk.heard.join("\n") },
      ];
      const call = {
        ...scope,
        task: "speak" as const,
        personaId: persona.id,
        subject: {},
        policy: "talk" as const,
        signal: new AbortController().signal,
      };
      let said = "";
      for await (const event of rehearsal.stream({ messages, maxTokens: LONGEST_ANSWER_TOKENS }, call))
        if (event.type === "text-delta") said += event.text;
      return said.trim();
    }
  },
});
