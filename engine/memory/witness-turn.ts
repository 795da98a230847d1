/** What the personas present remember of one turn. */
import type { ConversationView, Utterance } from "../mind/conversation.ts";
import { findMentions } from "../mind/find-mentions.ts";
import { extractPreferences } from "./extract-preferences.ts";
import { judgeImportance } from "./judge-importance.ts";
import type { NewMemory } from "./memory.ts";

/** "Yes.", "Ha!" are heard, not remembered. */
const MIN_WORDS = 4;

export type Company = Pick<ConversationView, "circleId" | "participants">;

/** @param personaIds who heard it; those who are not members of the circle are left out, as nobody remembers what they were not present for (SPEC M4) */
export function witnessTurn(
  { circleId, participants }: Company,
  turn: Utterance,
  personaIds: readonly string[],
  newId: () => string,
): NewMemory[] {
  if (turn.status === "failed" || turn.text.trim().split(/\s+/).length < MIN_WORDS) return [];
  const present = participants.filter(
    (participant) => participant.kind === "persona" && personaIds.includes(participant.id),
  );
  const mentioned = findMentions(turn.text, participants).map((mention) => mention.participantId);
  const speakerIsPerson = turn.speakerKind === "person";
  const wasThere = (userId: string) => turn.witnesses === null || turn.witnesses.includes(userId);
  const personMentioned = participants.find(
    ({ id, kind }) => kind === "person" && mentioned.includes(id) && wasThere(id),
  );
  const aboutUserId = speakerIsPerson ? turn.speakerId : (personMentioned?.id ?? null);
  const preferences = speakerIsPerson ? extractPreferences(turn.text) : [];

  return present.flatMap(({ id: personaId }): NewMemory[] => {
    const remember = (kind: NewMemory["kind"], text: string, sourceIds?: string[]): NewMemory => ({
      id: newId(),
      personaId,
      kind,
      text,
      aboutUserId,
      circleId,
      witnesses: turn.witnesses,
      turnId: turn.id,
      importance: judgeImportance(turn.text, {
        speakerIsPerson,
        namesPersona: mentioned.includes(personaId),
        isPreference: kind === "preference",
      }),
      at: turn.at,
      ...(sourceIds && { sourceIds }),
    });
    const speaker = turn.speakerId === personaId ? "I" : turn.speakerName;
    const sentence = remember("witnessed", `${speaker} said: ${turn.text.trim()}`);
    const stated = preferences.map((clause) =>
      remember("preference", `${turn.speakerName} said: ${clause}`, [sentence.id]),
    );
    return [sentence, ...stated];
  });
}
