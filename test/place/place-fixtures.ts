/** What a place needs from other folders, for tests and benchmarks. */
import { PersonaDraft, type Persona } from "../../schema/messages/persona.ts";
import type { Caller } from "../../server/account/caller.ts";
import type { PlaceDependencies } from "../../server/place/place-dependencies.ts";

export const personaOf = (id: string, name = id): Persona => ({
  ...PersonaDraft.parse({ name }),
  id,
  workspaceId: "default",
  ownerId: null,
  placeId: "plaza",
  look: { palette: ["#111111", "#222222", "#333333"], silhouette: "tall" },
  traits: [{ id: "t1", name: "curious", description: "", intensity: 0.5, inherited: false }],
  version: 1,
  createdAt: "2026-01-01T00:00:00.000Z",
});

export const guestOf = (userId: string, signInId = ""): Caller => ({
  userId,
  workspaceId: "default",
  signInId,
  name: userId,
  role: "guest",
  colour: "#aa5533",
});

/** Only the rehearsal voice speaks. */
export const REHEARSED_VOICES: PlaceDependencies["voices"] = {
  status: () => ({
    kind: "rehearsal",
    route: "rehearsal/rehearsal",
    label: "Rehearsal",
    provider: "",
    skill: "tiny",
    arriving: null,
    problem: null,
    memory: { model: null, arriving: null, problem: null },
  }),
  onStatus: () => () => undefined,
};
