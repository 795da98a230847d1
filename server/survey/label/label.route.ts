/** Traits, and labels over the whole pool (SPEC S3). */
import { z } from "zod";
import {
  AgreementList,
  Labelling,
  LabellingEstimate,
  LabellingList,
  LabellingWish,
  TraitDraft,
  TraitList,
} from "../../../schema/messages/labelling.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import type { Labellings } from "./labellings.ts";
import type { Traits } from "./traits.ts";

const access = ["facilitator", "admin"] as const;
const params = z.object({ id: z.string().min(1).max(100) });
const area = "Labels";

export const labelRoutes = (traits: Traits, labellings: Labellings): Route[] => [
  ...traitRoutes(traits, labellings),
  ...labellingRoutes(labellings),
];

const traitRoutes = (traits: Traits, labellings: Labellings): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/traits",
      summary: "Traits of backstories, with how many are labelled from which source",
      area,
      access,
      answer: TraitList,
    },
    ({ scope }) => traits.list(scope),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/traits",
      summary: "Add a trait with its values; it never changes",
      area,
      access,
      status: 201,
      body: TraitDraft,
      answer: TraitList,
    },
    async ({ scope, body }) => {
      await traits.add(scope, body);
      return traits.list(scope);
    },
  ),
  defineRoute(
    {
      method: "delete",
      path: "/api/traits/:id",
      summary: "Delete a trait that was added, with its labels",
      area,
      access,
      params,
    },
    ({ scope, params }) => traits.remove(scope, params.id),
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/traits/agreement",
      summary: "How well estimated labels agree with what the same texts state, by trait, source and model",
      area,
      access,
      answer: AgreementList,
    },
    ({ scope }) => labellings.agreement(scope),
  ),
];

const labellingRoutes = (labellings: Labellings): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/labellings",
      summary: "Jobs that label the pool, newest first",
      area,
      access,
      answer: LabellingList,
    },
    ({ scope }) => labellings.list(scope),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/labellings/estimate",
      summary: "What labelling would take: calls, tokens, cost; nothing is called",
      area,
      access,
      body: LabellingWish,
      answer: LabellingEstimate,
    },
    ({ scope, body }) => labellings.estimate(scope, body),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/labellings",
      summary: "Label traits over the whole pool, as a job; labels that are there are not made again",
      area,
      access,
      status: 201,
      body: LabellingWish,
      answer: Labelling,
    },
    ({ scope, body }) => labellings.start(scope, body),
  ),
  defineRoute(
    { method: "get", path: "/api/labellings/:id", summary: "One of them", area, access, params, answer: Labelling },
    ({ scope, params }) => labellings.find(scope, params.id),
  ),
  ...(["pause", "resume", "cancel", "retry"] as const).map((action) =>
    defineRoute(
      {
        method: "post",
        path: `/api/labellings/:id/${action}`,
        summary: `${action[0]!.toUpperCase()}${action.slice(1)} it; what is labelled is kept`,
        area,
        access,
        params,
        answer: Labelling,
      },
      ({ scope, params }) => labellings.act(scope, params.id, action),
    ),
  ),
];
