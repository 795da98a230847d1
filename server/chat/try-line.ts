import type { SpeechEvent } from "../../engine/mind/minds.ts";
import type { TriedPart } from "../../schema/messages/chat.ts";
import { message } from "../../schema/messages/message.ts";
import { shownProblem } from "../messages/shown-problem.ts";
import { toVoiceProblem } from "./to-voice-problem.ts";

/** Streams a draft persona's line. Throws a Problem when the voice fails before its first word. */
export async function* tryLine(speech: AsyncIterable<SpeechEvent>): AsyncGenerator<TriedPart> {
  let hasBegun = false;
  for await (const event of speech) {
    if (event.type === "end") {
      const { text, voice, problem } = event;
      if (problem !== null && !hasBegun) throw toVoiceProblem(event, message("voice-failed", { problem }));
      return yield { text, voice, ...shownProblem(problem) };
    }
    hasBegun = true;
    yield { delta: event.text };
  }
}
