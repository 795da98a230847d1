import { message } from "../../schema/messages/message.ts";
import { IntentRefused, type CircleHost } from "../../server/circle/circle-stage.ts";

const refuse = async (): Promise<never> => {
  throw new IntentRefused(message("no-circle"));
};

/** Circles for a load of bodies and connections only: nobody opens one. */
export const quietCircles = (): CircleHost => ({
  restore: async () => undefined,
  openCircle: refuse,
  branch: refuse,
  joinCircle: refuse,
  leaveCircle: refuse,
  talkTo: refuse,
  invite: refuse,
  dismiss: refuse,
  say: refuse,
  setTyping: () => undefined,
  steer: refuse,
  react: refuse,
  leads: () => false,
  applySession: async () => new Map(),
  applySessions: async () => undefined,
  bodyCame: () => undefined,
  attends: () => false,
  mayHear: () => true,
  transcriptFor: async (_actor, circleId) => ({
    circleId,
    topic: "",
    kind: "debate",
    mode: "auto",
    turns: [],
    summary: [],
    draft: null,
    leads: false,
    now: 0,
  }),
  keepMotion: () => undefined,
  setWatched: () => undefined,
  bodyLeft: async () => undefined,
  drain: async () => undefined,
});
