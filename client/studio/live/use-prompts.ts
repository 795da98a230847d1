import type { PromptUse, Session } from "../../../schema/messages/session.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { useAct } from "../sessions-api.ts";

/** What the running section asks, and what can be done with a line of it. */
export function usePrompts(session: Session) {
  const act = useAct(session.id);
  const speakers = usePlace((view) => view.circles[session.circleId ?? ""]?.members);
  const isSeated = usePlace((view) => view.myId !== "" && speakers?.includes(view.myId) === true);
  const personaId = session.plan.personaIds.find((id) => speakers?.includes(id) && !session.muted.includes(id));
  const { section } = session.times;
  const { prompts = [], probes = [] } = session.plan.guide[section] ?? {};
  const useOf = (text: string): PromptUse | undefined =>
    session.prompts.find((done) => done.section === section && done.text === text)?.use;
  const note = (text: string, use: PromptUse) =>
    act.mutateAsync({
      method: "POST",
      path: "/prompts",
      body: { section, text, use, ...(use === "given" && { personaId }) },
    });
  const say = async (text: string) => {
    if (await tryIntent("say", { text })) await note(text, "sent");
  };
  const give = async (text: string) => {
    await note(text, "given");
    const circleId = session.circleId!;
    await tryIntent("steer", { circleId, action: "choose-speaker", speakerId: personaId! });
  };
  // A failure is in `error`.
  const quietly = (done: Promise<unknown>) => void done.catch(() => undefined);
  return {
    prompts,
    probes,
    useOf,
    /** The first that nothing became of yet. */
    next: [...prompts, ...probes].find((text) => useOf(text) === undefined),
    error: act.error,
    /** null: one has to sit in the circle first. */
    say: isSeated ? (text: string) => quietly(say(text)) : null,
    /** null: no persona of the session sits there that may speak. */
    give: personaId === undefined ? null : (text: string) => quietly(give(text)),
    skip: (text: string) => quietly(note(text, "skipped")),
  };
}
