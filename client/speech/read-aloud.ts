/** Reads the conversation on screen aloud by the browser's voices (SPEC W12); bubbles and transcript are its captions. */
import { findShownCircle } from "../state/find-shown-circle.ts";
import { isMuted } from "../state/mutes.ts";
import { usePlace } from "../state/place-store.ts";
import type { Turn } from "../state/transcript.ts";
import { chooseVoice } from "./choose-voice.ts";
import { nextSentence, type ReadPosition, type Sentence } from "./next-sentence.ts";

/** Reads turns that begin from now on; the function it returns stops in mid-word. */
export function startReadingAloud(synthesis: SpeechSynthesis): () => void {
  const known = knownTurns();
  let position: ReadPosition | null = null;
  let reading: SpeechSynthesisUtterance | null = null;

  const stopReading = () => {
    reading = null;
    synthesis.cancel();
  };
  const utter = ({ speakerId, text, next }: Sentence, language: string) => {
    const utterance = new SpeechSynthesisUtterance(text);
    const { voice, pitch, rate } = chooseVoice(synthesis.getVoices(), language, speakerId);
    Object.assign(utterance, { voice, pitch, rate, lang: voice?.lang ?? language });
    utterance.onend = utterance.onerror = () => {
      if (reading !== utterance) return;
      reading = null;
      readOn();
    };
    position = next;
    reading = utterance;
    synthesis.speak(utterance);
  };
  const readOn = () => {
    const shown = shownConversation();
    if (!shown) return stopReading();
    if (reading && hasBrokenOff(shown.turns, position)) stopReading();
    if (reading) return;
    const turns = shown.turns.filter(({ id, speakerId }) => !known.has(id) && !isMuted(speakerId));
    const sentence = nextSentence(turns, position, shown.language);
    if (sentence) utter(sentence, shown.language);
  };

  const unsubscribe = usePlace.subscribe((now, before) => {
    if (now.transcripts === before.transcripts && now.circles === before.circles) return;
    // History is not read: what is new has been heard as it was said.
    for (const [id, { endedTurns }] of Object.entries(now.transcripts)) {
      const earlier = before.transcripts[id];
      if (earlier?.endedTurns === endedTurns) continue;
      const heard = new Set(earlier?.turnIds);
      for (const turn of endedTurns) if (!heard.has(turn.id)) known.add(turn.id);
    }
    readOn();
  });
  return () => {
    unsubscribe();
    stopReading();
  };
}

const knownTurns = (): Set<string> =>
  new Set(Object.values(usePlace.getState().transcripts).flatMap(({ endedTurns }) => endedTurns.map(({ id }) => id)));

/** Without what this person says. */
function shownConversation(): { turns: Turn[]; language: string } | null {
  const { circles, transcripts, followedCircleId, avatars, myId } = usePlace.getState();
  const ownCircleId = avatars[myId ?? ""]?.circleId ?? "";
  const shown = findShownCircle({ circles, transcripts, followedCircleId, ownCircleId });
  const transcript = transcripts[shown?.circle.id ?? ""];
  if (!shown || !transcript) return null;
  return { turns: transcript.turns.filter(({ speakerId }) => speakerId !== myId), language: shown.circle.language };
}

/** The turn being read was interrupted: whoever interrupted it is not talked over (SPEC C4). */
const hasBrokenOff = (turns: readonly Turn[], position: ReadPosition | null): boolean =>
  turns.some(({ id, status }) => id === position?.turnId && (status === "interrupted" || status === "failed"));
