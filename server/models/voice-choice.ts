/** The place's own voice and its problems, published to screens and the terminal. */
import type { Choice, Preference } from "../../engine/model/routing/choose-route.ts";
import type { Route } from "../../engine/model/language-model.ts";
import type { Message } from "../../schema/messages/message.ts";
import type { Skill } from "../../schema/messages/voice.ts";
import { describeVoice, REHEARSAL } from "./describe-voice.ts";
import type { ProviderRoutes } from "./providers/provider-routes.adapter.ts";
import type { StatusBoard } from "./status-board.ts";
import { reasonOf } from "../messages/described-error.ts";
import { shownProblem } from "../messages/shown-problem.ts";

export type VoiceChoicePorts = {
  board: StatusBoard;
  providers: ReadonlyMap<string, ProviderRoutes>;
  /** The routes that would speak now, best first. */
  chain(): Choice[];
  skillOf(route: Route): Skill;
  /** Why this voice cannot speak; null when no reason is known. */
  describeProblem(voice: Preference): Message | null;
  /** Called when a voice was chosen, but none can speak. */
  onSpeechless(): void;
  signal: AbortSignal;
  log(line: string): void;
};

export type VoiceChoice = ReturnType<typeof createVoiceChoice>;

export function createVoiceChoice({ board, providers, signal, log, ...ports }: VoiceChoicePorts) {
  let voice: Preference | null = null;
  let searchProblem: Message | null = null;

  const describe = (route: Route) =>
    describeVoice(route, providers.get(route.provider)!.settings.label, ports.skillOf(route));

  /** Updates screens and terminal with the voice that would speak now. */
  function refresh(): void {
    if (signal.aborted) return;
    const first = ports.chain()[0];
    const next = first ? describe(first.route) : REHEARSAL;
    const shown = shownProblem((voice && ports.describeProblem(voice)) ?? searchProblem);
    const before = board.get();
    if (next.label !== before.label) log(`Voice: ${next.label}.`);
    if (shown.problem && shown.problem !== before.problem) log(shown.problem);
    if (next.route !== before.route || next.skill !== before.skill || shown.problem !== before.problem)
      board.update({ ...next, problemMessage: undefined, ...shown });
    if (!first && voice) ports.onSpeechless();
  }

  function speakWith(next: Preference): void {
    voice = next;
    searchProblem = null;
    board.update({ arriving: null });
    refresh();
  }
  function reportProblem(problem: Message): void {
    searchProblem = problem;
    refresh();
  }

  return {
    voice: () => voice,
    refresh,
    speakWith,
    /** Where a configured voice may not speak, the local one fills in without replacing it. */
    speakHere: (next: Preference): void => (voice ? refresh() : speakWith(next)),
    reportProblem,
    /** The problem of an embedded model that is ready but not a chat model; null when it can chat. */
    noteProblem(problem: Message | null): void {
      searchProblem = problem;
    },
    /** Reports a failed search. */
    reportFailure(error: Error): void {
      if (signal.aborted) return;
      board.update({ arriving: null });
      reportProblem(reasonOf(error));
    },
  };
}
