/** What people say aloud, as text (SPEC W12). No recording is kept. */
import { Recognised, Recording, SpeechAbility } from "../../schema/messages/speech.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import { createRateLimit } from "../http/rate-limit.middleware.ts";
import type { CreateLimiter } from "../redis/create-limiters.adapter.ts";
import type { Recogniser } from "./recogniser.adapter.ts";

const area = "Speech";
const access = "signed-in";
const RECORDINGS_A_MINUTE = 20;

type Report = (error: unknown) => void;

export function speechRoutes(recogniser: Recogniser | null, createLimiter: CreateLimiter, report: Report): Route[] {
  const recordings = createRateLimit(createLimiter("recordings", RECORDINGS_A_MINUTE, 60));
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/speech",
        summary: "Which server turns recordings into text here, if any",
        area,
        access,
        answer: SpeechAbility,
      },
      async () => ({ recogniser: recogniser?.host ?? null }),
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/speech",
        summary: "The words of a recording of at most a minute, which is not kept",
        area,
        access,
        body: Recording,
        answer: Recognised,
      },
      async ({ caller, body, signal }) => {
        if (!recogniser)
          throw new Problem(409, "Speech is not recognised on this server. Its operator can set SPEECH_URL.", {
            code: "speech-not-offered",
          });
        await recordings.count(caller.userId);
        try {
          return { text: await recogniser.recognise(body, signal) };
        } catch (error) {
          if (!signal.aborted) report(error);
          throw new Problem(502, "The speech recogniser does not answer. Your recording is not kept: type instead.", {
            code: "speech-not-recognised",
          });
        }
      },
    ),
  ];
}
