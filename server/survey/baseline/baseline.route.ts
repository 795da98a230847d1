/** Human baselines: what people answered, and who they were (SPEC S7). */
import { z } from "zod";
import { BaselineList, BaselineStart } from "../../../schema/messages/baseline.ts";
import { measurePeople } from "../../../schema/rules/survey/demographics.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { startHere, type StartHerePorts } from "./start-here.ts";

const access = ["facilitator", "admin"] as const;
const area = "Surveys";

export function baselineRoutes(ports: StartHerePorts): Route[] {
  const anes = ports.people;
  const baseline = {
    id: "anes-1996" as const,
    people: anes.length,
    traits: measurePeople(anes.map(({ traits }) => traits)),
    answers: measurePeople(anes.map(({ answers }) => answers)),
  };
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/baselines",
        summary: "Human baselines that ship: shares of demographics and of answers",
        area,
        access,
        answer: BaselineList,
      },
      async () => ({ items: [baseline] }),
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/baselines/:id/start",
        summary: "Keep a survey of three of its questions, and a target of 40 of its people drawn by age and party",
        area,
        access,
        params: z.object({ id: z.literal(baseline.id) }),
        answer: BaselineStart,
      },
      ({ scope }) => startHere(ports, scope),
    ),
  ];
}
