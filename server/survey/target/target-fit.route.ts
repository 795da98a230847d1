/** How many of the pool fit, while a target is made (SPEC S4). */
import { countFitting } from "../../../engine/survey/match/count-fitting.ts";
import { TargetFit, TargetFitQuestion } from "../../../schema/messages/target.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import type { BackstoryPool } from "../backstory/backstory-pool.store.ts";
import type { Traits } from "../label/traits.ts";

export type TargetFitPorts = { pool: Pick<BackstoryPool, "listLabelled">; traits: Pick<Traits, "findThose"> };

export const targetFitRoutes = ({ pool, traits }: TargetFitPorts): Route[] => [
  defineRoute(
    {
      method: "post",
      path: "/api/targets/fit",
      summary: "How many backstories of the pool are like each of some groups of people; stores nothing",
      area: "Targets",
      access: ["facilitator", "admin"],
      body: TargetFitQuestion,
      answer: TargetFit,
    },
    async ({ scope, body: { groups } }) => {
      const traitIds = [...new Set(groups.flatMap((wanted) => Object.keys(wanted)))];
      const [labelled, known] = await Promise.all([pool.listLabelled(scope), traits.findThose(scope, traitIds)]);
      return { backstories: labelled.length, counts: countFitting(labelled, groups, known) };
    },
  ),
];
