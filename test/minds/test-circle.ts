/** Personas and conversations for tests and benchmarks, written as lines "Name: what was said". */
import { Persona, PersonaDraft } from "../../schema/messages/persona.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import type { ConversationView, Participant, Utterance } from "../../engine/mind/conversation.ts";

type Draft = Parameters<typeof PersonaDraft.parse>[0];

/** Its id is the name in lower case. */
export function buildPersona(draft: Draft): Persona {
  const { look: _, ...rest } = PersonaDraft.parse(draft);
  const id = rest.name.toLowerCase();
  return Persona.parse({
    ...rest,
    id,
    workspaceId: "default",
    ownerId: null,
    placeId: "plaza",
    look: { palette: ["#aa3344", "#223344", "#ddccbb"], silhouette: "tall" },
    traits: rest.personality.traits.map((trait, index) => ({ ...trait, id: `${id} ${index}`, inherited: false })),
    version: 1,
    createdAt: "2026-01-01T00:00:00.000Z",
  });
}

export type CircleScript = {
  personas: Persona[];
  people?: string[];
  topic?: string;
  kind?: CircleKind;
  /** Everybody in it has heard every line. */
  isPrivate?: boolean;
  language?: string;
  lines: string[];
  /** Positions of lines that were cut off. */
  interrupted?: number[];
};

/** Speakers are named by full or first name; people's ids are their names in lower case. Turns are ten seconds apart. */
export function buildView(script: CircleScript): ConversationView {
  const participants: Participant[] = [
    ...(script.people ?? []).map((name) => ({ id: name.toLowerCase(), name, kind: "person" as const })),
    ...script.personas.map(({ id, name }) => ({ id, name, kind: "persona" as const })),
  ];
  const utterances = script.lines.map((line, index): Utterance => {
    const [, name = "", text = ""] = /^([^:]+):\s*(.*)$/s.exec(line) ?? [];
    const speaker = participants.find(
      (participant) => participant.name === name || participant.name.split(" ")[0] === name,
    );
    if (!speaker) throw new Error(`nobody here is called ${name}: ${line}`);
    return {
      id: `turn ${index}`,
      speakerId: speaker.id,
      speakerName: speaker.name,
      speakerKind: speaker.kind,
      text,
      status: script.interrupted?.includes(index) ? "interrupted" : "finished",
      replyTo: null,
      witnesses: script.isPrivate ? (script.people ?? []).map((name) => name.toLowerCase()) : null,
      at: 1_760_000_000_000 + index * 10_000,
    };
  });
  return {
    circleId: "circle",
    topic: script.topic ?? "",
    kind: script.kind ?? "chat",
    isPrivate: script.isPrivate ?? false,
    language: script.language ?? "en",
    participants,
    utterances,
  };
}
