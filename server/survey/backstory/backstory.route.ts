/** The pool of backstories (SPEC S2). */
import { z } from "zod";
import {
  BackstoryPage,
  BackstoryQuery,
  BackstoryView,
  LabelLine,
  LabelRequest,
  PoolDemographics,
} from "../../../schema/messages/backstory.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import type { CallScope } from "../../../engine/model/language-model.ts";
import type { Voices } from "../../models/voices.ts";
import type { BackstoryPool } from "./backstory-pool.store.ts";
import type { Backstories } from "./backstories.ts";
import { labelOne } from "./label-one.ts";

const area = "Backstories";
const access = ["facilitator", "admin"] as const;
const params = z.object({ id: z.string().min(1).max(100) });

export type BackstoryRoutePorts = {
  backstories: Backstories;
  pool: Pick<BackstoryPool, "keepLabel">;
  voices: Pick<Voices, "modelFor">;
};

export const backstoryRoutes = ({ backstories, pool, voices }: BackstoryRoutePorts): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/backstories",
      summary: "The pool of backstories: newest first, or by words and meaning",
      area,
      access,
      query: BackstoryQuery,
      answer: BackstoryPage,
    },
    ({ scope, query }) => backstories.list(scope, query),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/backstories/demographics",
      summary: "Who the pool consists of: expected shares of each standard trait's values",
      area,
      access,
      answer: PoolDemographics,
    },
    ({ scope }) => backstories.demographics(scope),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/backstories/:id",
      summary: "One backstory in full, with its labels and where it comes from",
      area,
      access,
      params,
      answer: BackstoryView,
    },
    ({ scope, params }) => backstories.find(scope, params.id),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/backstories/:id/labels",
      summary: "Label one of its standard traits by the current voice: progress, then the label, one a line",
      area,
      access,
      params,
      body: LabelRequest,
      lines: LabelLine,
    },
    async ({ scope, params, body }) => {
      const callScope: CallScope = { ...scope, task: "extract-traits" };
      const model = voices.modelFor("light");
      return labelOne(await backstories.find(scope, params.id), body.traitId, { pool, model, scope: callScope });
    },
  ),
];
