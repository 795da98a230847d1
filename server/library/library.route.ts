/** The library of a workspace (SPEC M2). */
import { z } from "zod";
import {
  HidingChange,
  LibraryEntry,
  LibraryPage,
  LibraryQuery,
  Lineage,
  RatingChange,
} from "../../schema/messages/library.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { Library } from "./library.ts";

const area = "Library";
const access = "signed-in";
const params = z.object({ personaId: z.string().min(1).max(100) });
const path = "/api/library/:personaId";

export function libraryRoutes(library: Library): Route[] {
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/library",
        summary: "Published personas: newest first, or by words and meaning",
        area,
        access,
        query: LibraryQuery,
        answer: LibraryPage,
      },
      ({ caller, query }) => library.list(caller, query),
    ),
    defineRoute(
      {
        method: "get",
        path,
        summary: "Its entry; null: it is not published, or hidden from me",
        area,
        access,
        params,
        answer: LibraryEntry.nullable(),
      },
      ({ caller, params }) => library.find(caller, params.personaId),
    ),
    defineRoute(
      { method: "put", path, summary: "Publish a persona I may change", area, access, params, answer: LibraryEntry },
      ({ caller, params }) => library.publish(caller, params.personaId),
    ),
    defineRoute(
      { method: "delete", path, summary: "Withdraw one; the persona and its copies stay", area, access, params },
      ({ caller, params }) => library.withdraw(caller, params.personaId),
    ),
    defineRoute(
      {
        method: "put",
        path: `${path}/rating`,
        summary: "Rate one that somebody else published, from 1 to 5, or take it back",
        area,
        access,
        params,
        body: RatingChange,
        answer: LibraryEntry,
      },
      ({ caller, params, body }) => library.rate(caller, params.personaId, body.stars),
    ),
    defineRoute(
      {
        method: "put",
        path: `${path}/hidden`,
        summary: "Hide one from everybody but its publisher, with the reason, or show it again",
        area,
        access: ["admin"],
        params,
        body: HidingChange,
        answer: LibraryEntry,
      },
      ({ caller, params, body }) => library.hide(caller, params.personaId, body.why),
    ),
    defineRoute(
      {
        method: "get",
        path: "/api/personas/:personaId/lineage",
        summary: "Whom a persona was made from, nearest first",
        area,
        access,
        params,
        answer: Lineage,
      },
      ({ caller, params }) => library.lineage(caller, params.personaId),
    ),
  ];
}
