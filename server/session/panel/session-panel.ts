/** Respondents of the lab stand up in a session, to be its personas (SPEC S8). */
import { seededHash } from "../../../engine/model/rehearsal/seeded-hash.ts";
import type { Principal } from "../../../engine/scope/scope.ts";
import { message } from "../../../schema/messages/message.ts";
import { MAX_PERSONAS, type Session } from "../../../schema/messages/session.ts";
import type { PanelWish } from "../../../schema/messages/session-panel.ts";
import { foldName } from "../../account/fold-name.ts";
import { MAX_PER_ACCOUNT } from "../../persona/personas.ts";
import type { BackstoryPool } from "../../survey/backstory/backstory-pool.store.ts";
import { refuse, type Sessions } from "../sessions.ts";
import { drawPanel, type Candidate } from "./draw-panel.ts";
import type { Drawn, PanelStore } from "./panel.store.ts";
import { toRespondentDraft } from "./respondent-draft.ts";

type PanelPorts = {
  sessions: Pick<Sessions, "find">;
  panels: PanelStore;
  pool: Pick<BackstoryPool, "find">;
};

export type SessionPanel = ReturnType<typeof createSessionPanel>;

export function createSessionPanel({ sessions, panels, pool }: PanelPorts) {
  /** Backstories that were deleted since they were matched are left out. */
  async function describe(
    scope: Principal,
    candidates: readonly Candidate[],
    { plan }: Session,
    source: string,
  ): Promise<Drawn[]> {
    const cast = new Set((await panels.listCastNames(scope)).map(foldName));
    const drawn: Drawn[] = [];
    for (const { backstoryId, traits } of candidates) {
      const found = await pool.find(scope, backstoryId);
      if (!found) continue;
      const unnamed = `${plan.language.startsWith("de") ? "Befragte Person" : "Respondent"} ${plan.personaIds.length + drawn.length + 1}`;
      const draft = toRespondentDraft({ ...found, traits }, { unnamed, source });
      drawn.push({ backstoryId, draft: cast.has(foldName(draft.name)) ? { ...draft, name: unnamed } : draft });
    }
    return drawn;
  }

  return {
    /** @throws Problem where nothing is finished to draw from, nobody is left, or the plan changed meanwhile */
    async standUp(scope: Principal, id: string, { from, size, version }: PanelWish): Promise<Session> {
      const session = await sessions.find(scope, id);
      if (session.status === "ended") throw refuse(409, message("session-over"));
      if (session.version !== version) throw refuse(409, message("session-changed", { title: session.plan.title }));
      if (session.plan.personaIds.length + size > MAX_PERSONAS)
        throw refuse(409, message("session-panel-full", { count: MAX_PERSONAS }));
      const source = await panels.findSource(scope, from);
      if (!source) throw refuse(404, message("no-finished-panel"));
      const taken = new Set(await panels.listStanding(scope, session.plan.personaIds));
      const seed = seededHash(`${id} ${from.id}`);
      const candidates = drawPanel(source.candidates, { size, seed, taken });
      const drawn = await describe(scope, candidates, session, source.name);
      if (drawn.length === 0) throw refuse(409, message("nobody-left-to-stand-up"));
      const problem = await panels.standUp(scope, session, drawn);
      if (problem === "personas-limit") throw refuse(409, message("personas-limit", { count: MAX_PER_ACCOUNT }));
      if (problem === "changed") throw refuse(409, message("session-changed", { title: session.plan.title }));
      return sessions.find(scope, id);
    },
  };
}
