import { UnknownPrice } from "../../engine/model/price/price.ts";
import { EstimateAnswer, EstimateQuestion } from "../../schema/messages/estimate.ts";
import type { Caller } from "../account/caller.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import type { PersonaDirectory } from "../persona/persona-directory.ts";
import { estimateTalk, type EstimateVoices } from "./estimate-talk.ts";
import type { createTurnSampleStore } from "./turn-samples.store.ts";

type Parts = {
  samples: ReturnType<typeof createTurnSampleStore>;
  personas: Pick<PersonaDirectory, "get">;
  voices: EstimateVoices;
  now(): Date;
};

export function estimateRoutes({ samples, personas, voices, now }: Parts): Route[] {
  async function findSpeakers({ workspaceId }: Caller, ids: string[]) {
    const found = await Promise.all(ids.map((id) => personas.get(id)));
    return found
      .filter((persona) => persona !== null && persona.workspaceId === workspaceId)
      .map((persona) => persona!);
  }

  return [
    defineRoute(
      {
        method: "post",
        path: "/api/usage/estimate",
        summary: "Estimated cost of a number of turns: low, likely and high, with its basis",
        area: "Models",
        access: "signed-in",
        body: EstimateQuestion,
        answer: EstimateAnswer,
      },
      async ({ caller, scope, body: { circleId = null, personaIds, turns } }) => {
        const present = circleId === null ? [] : await samples.personasOf(circleId, scope);
        if (present === null)
          throw new Problem(404, "There is no such conversation for you. Look at the list of conversations.", {
            code: "no-such-conversation",
          });
        const ids = personaIds ?? present;
        const speakers = await findSpeakers(caller, ids);
        const speakerIds = speakers.map(({ id }) => id);
        const here = await samples.readSamples(caller.workspaceId, circleId, speakerIds);
        const known = here.spoken.size > 0 ? here : await samples.readSamples(caller.workspaceId, null, speakerIds);
        try {
          return estimateTalk(voices, speakers, known, turns, now().toISOString());
        } catch (error) {
          if (error instanceof UnknownPrice) throw new Problem(422, error.message, error.reason);
          throw error;
        }
      },
    ),
  ];
}
