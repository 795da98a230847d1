/** The place's own voice, what keeps it from speaking, and how screens and terminal come to know of both. */
import type { Choice, Preference } from "../../engine/model/routing/choose-route.ts";
import { describeVoice, REHEARSAL } from "./describe-voice.ts";
import type { ProviderRoutes } from "./providers/provider-routes.adapter.ts";
import type { StatusBoard } from "./status-board.ts";
import type { Problem } from "./tell-problem.ts";

export type VoiceChoicePorts = {
  board: StatusBoard;
  providers: ReadonlyMap<string, ProviderRoutes>;
  /** Who would speak now, best first. */
  chain(): Choice[];
  /** What keeps this voice from speaking; null: nothing that is known. */
  describeProblem(voice: Preference): Problem | null;
  /** A voice was chosen, and none can speak. */
  onSpeechless(): void;
  signal: AbortSignal;
  log(line: string): void;
};

export type VoiceChoice = ReturnType<typeof createVoiceChoice>;

export function createVoiceChoice({ board, providers, signal, log, ...ports }: VoiceChoicePorts) {
  let voice: Preference | null = null;
  let searchProblem: string | null = null;

  /** Brings screens and terminal up to date with who would speak now. */
  function refresh(): void {
    if (signal.aborted) return;
    const first = ports.chain()[0];
    const next = first ? describeVoice(first.route, providers.get(first.route.provider)!.settings.label) : REHEARSAL;
    const known = voice && ports.describeProblem(voice);
    const { problem, told } = known ?? { problem: searchProblem, told: undefined };
    const before = board.get();
    if (next.label !== before.label) log(`Voice: ${next.label}.`);
    if (problem && problem !== before.problem) log(problem);
    if (next.route !== before.route || problem !== before.problem) board.update({ ...next, problem, told });
    if (!first && voice) ports.onSpeechless();
  }

  function speakWith(next: Preference): void {
    voice = next;
    searchProblem = null;
    board.update({ arriving: null });
    refresh();
  }
  function tellProblem(problem: string): void {
    searchProblem = problem;
    refresh();
  }

  return {
    voice: () => voice,
    refresh,
    speakWith,
    /** Where a configured voice may not speak, the local one stands in and leaves it its place. */
    speakHere: (next: Preference): void => (voice ? refresh() : speakWith(next)),
    tellProblem,
    /** What an embedded model that is ready, but may not talk, is told as. Null: it talks. */
    noteProblem(problem: string | null): void {
      searchProblem = problem;
    },
    /** A search failed. */
    tellSearch(error: Error): void {
      if (signal.aborted) return;
      board.update({ arriving: null });
      tellProblem(error.message);
    },
  };
}
