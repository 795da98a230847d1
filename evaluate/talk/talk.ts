/** A talk that was held to be measured. */
import type { CallScope } from "../../engine/model/language-model.ts";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import type { Persona } from "../../schema/messages/persona.ts";

export type HeldTurn = {
  speakerId: string;
  speakerName: string;
  speakerKind: "person" | "persona";
  /** "" when nothing could be shown. */
  text: string;
  status: "finished" | "failed";
  /** Time until the first words were shown; null for people and for turns without text. */
  firstWordMs: number | null;
  /** The messages of the prompt, as the model got them; empty for people. */
  prompt: readonly { role: string; content: string }[];
  /** What the model said, before it was cleaned; more than one when nothing of the first could be shown. */
  raw: readonly string[];
};

export type Talk = {
  topic: string;
  personas: readonly Persona[];
  turns: readonly HeldTurn[];
  calls: readonly TalkCall[];
};

export type TalkCall = Pick<CallRecord, "route" | "usage"> & { task: CallScope["task"] };

export const personaTurns = ({ turns }: Talk): HeldTurn[] =>
  turns.filter(({ speakerKind, text }) => speakerKind === "persona" && text !== "");

export type AnsweredQuestion = { question: HeldTurn; reply: HeldTurn | null };

/** Every turn of a person that asks something, with the persona's turn that follows; null when nobody answered. */
export const questionsOf = ({ turns }: Talk): AnsweredQuestion[] =>
  turns.flatMap((question, position) => {
    if (question.speakerKind !== "person" || !/[?？]/u.test(question.text)) return [];
    const reply = turns.slice(position + 1).find(({ text, status }) => text !== "" || status === "failed");
    return [{ question, reply: reply?.speakerKind === "persona" && reply.text !== "" ? reply : null }];
  });
