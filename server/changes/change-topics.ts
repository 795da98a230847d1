/** Changes that server processes notify each other of. Each topic is a Postgres channel of the same name. */
import { z } from "zod";
import { CircleKind } from "../../schema/messages/room-messages.ts";
import { BudgetEvent } from "../budget/budget-event.ts";
import { PersonEvent } from "../people/person-event.ts";

export const CHANGE_TOPICS = {
  budgets: BudgetEvent,
  /** No server holds some circles of this place any longer. */
  circles: z.object({ placeId: z.string(), workspaceId: z.string() }),
  /** Somebody gave or withdrew consent. */
  consents: z.object({ userId: z.string() }),
  /** Added, corrected or deleted. `writer`: the store that wrote them, which has indexed them already. `ids` null: too many for one notification. */
  memories: z.object({ writer: z.string(), personaId: z.string(), ids: z.array(z.string()).nullable() }),
  model_settings: z.object({ workspaceId: z.string() }),
  people: PersonEvent,
  /** Anything of the outcome of this kind. */
  outcomes: z.object({ circleId: z.string(), kind: CircleKind }),
  /** Anything of a session, or who is in it. `to`: whose pages show it. */
  sessions: z.object({
    sessionId: z.string(),
    placeId: z.string(),
    workspaceId: z.string(),
    to: z.enum(["everybody", "facilitators"]),
    hasEnded: z.boolean(),
  }),
  /** Traits included. `version` null: it was deleted. */
  personas: z.object({ personaId: z.string(), version: z.number().int().nullable() }),
  /** One that had ended was edited. */
  turns: z.object({ circleId: z.string(), turnId: z.string() }),
  /** A new one. */
  workspaces: z.object({ workspaceId: z.string() }),
};

export type Topic = keyof typeof CHANGE_TOPICS;
export type Change<Name extends Topic> = z.infer<(typeof CHANGE_TOPICS)[Name]>;
