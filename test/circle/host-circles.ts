/** The circles of a test's place, with minimal dependencies unless overridden. */
import pino from "pino";
import { createCircleHost } from "../../server/circle/circle-host.ts";
import type { CirclePorts } from "../../server/circle/circle-ports.ts";
import type { CircleHost, CircleStage } from "../../server/circle/circle-stage.ts";
import { NO_OUTCOMES, NO_SESSIONS } from "./test-circle-house.ts";
import { newId } from "../../server/database/new-id.adapter.ts";

type Given = Pick<CirclePorts, "minds" | "clock" | "personas" | "conversations">;

export const hostCircles =
  (given: Given) =>
  (stage: CircleStage): CircleHost =>
    createCircleHost({
      ...given,
      ...NO_OUTCOMES,
      sessions: NO_SESSIONS,
      stage,
      newId,
      onCall: () => () => undefined,
      readTraits: async () => undefined,
      hear: async () => undefined,
      onVoiceWanted: () => () => undefined,
      isCasualTalkFunded: () => false,
      logger: pino({ level: "silent" }),
    });
