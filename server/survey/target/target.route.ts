/** Targets and the panels matched to them (SPEC S1, S4). */
import { z } from "zod";
import {
  MatchWish,
  MissingPeople,
  PairPage,
  PairQuery,
  PanelMatch,
  PanelMatches,
  Target,
  TargetChange,
  TargetDraft,
  TargetPage,
  TargetQuery,
} from "../../../schema/messages/target.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import type { Targets } from "./targets.ts";

const area = "Targets";
const access = ["facilitator", "admin"] as const;
const Id = z.string().min(1).max(100);
const params = z.object({ id: Id });
const matchParams = z.object({ id: Id, matchId: Id });
const path = "/api/targets/:id";

export const targetRoutes = (targets: Targets): Route[] => [...keepingRoutes(targets), ...matchingRoutes(targets)];

const keepingRoutes = (targets: Targets): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/targets",
      summary: "Targets of the workspace, newest first",
      area,
      access,
      query: TargetQuery,
      answer: TargetPage,
    },
    ({ scope, query }) => targets.list(scope, query),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/targets",
      summary: "Keep a target: a joint table, marginals, or a table of people",
      area,
      access,
      status: 201,
      body: TargetDraft,
      answer: Target,
    },
    ({ scope, body }) => targets.create(scope, body),
  ),
  defineRoute(
    { method: "get", path, summary: "One target", area, access, params, answer: Target },
    ({ scope, params }) => targets.find(scope, params.id),
  ),
  defineRoute(
    { method: "put", path, summary: "Change a target", area, access, params, body: TargetChange, answer: Target },
    ({ scope, params, body }) => targets.change(scope, params.id, body),
  ),
  defineRoute(
    { method: "delete", path, summary: "Delete a target, with the panels matched to it", area, access, params },
    ({ scope, params }) => targets.remove(scope, params.id),
  ),
];

const matchingRoutes = (targets: Targets): Route[] => [
  defineRoute(
    {
      method: "post",
      path: `${path}/match`,
      summary: "Match a panel to it from the pool of backstories, as a job; the same seed gives the same panel",
      area,
      access,
      status: 201,
      params,
      body: MatchWish,
      answer: PanelMatch,
    },
    ({ scope, params, body }) => targets.match(scope, params.id, body),
  ),
  defineRoute(
    {
      method: "get",
      path: `${path}/matches`,
      summary: "Its latest panels, newest first",
      area,
      access,
      params,
      answer: PanelMatches,
    },
    ({ scope, params }) => targets.listMatches(scope, params.id),
  ),
  defineRoute(
    {
      method: "get",
      path: `${path}/matches/:matchId`,
      summary: "A panel: its progress, then how well it fits (weights, residuals, effective sizes)",
      area,
      access,
      params: matchParams,
      answer: PanelMatch,
    },
    ({ scope, params }) => targets.findMatch(scope, params.id, params.matchId),
  ),
  defineRoute(
    {
      method: "get",
      path: `${path}/matches/:matchId/pairs`,
      summary: "Its respondents: who was wanted, which backstory was matched, with which weight",
      area,
      access,
      params: matchParams,
      query: PairQuery,
      answer: PairPage,
    },
    ({ scope, params, query }) => targets.listPairs(scope, { targetId: params.id, id: params.matchId, ...query }),
  ),
  defineRoute(
    {
      method: "get",
      path: `${path}/matches/:matchId/missing`,
      summary: "Whom the pool lacks for it: people to be interviewed, by trait, each so many times",
      area,
      access,
      params: matchParams,
      answer: MissingPeople,
    },
    ({ scope, params }) => targets.listMissing(scope, params.id, params.matchId),
  ),
  defineRoute(
    {
      method: "post",
      path: `${path}/matches/:matchId/cancel`,
      summary: "Stop matching",
      area,
      access,
      params: matchParams,
      answer: PanelMatch,
    },
    ({ scope, params }) => targets.cancelMatch(scope, params.id, params.matchId),
  ),
];
