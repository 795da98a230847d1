import { z } from "zod";
import { Place } from "../../schema/messages/place.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import type { Places } from "./places.store.ts";

const PlaceEntry = Place.pick({ id: true, kind: true, title: true, description: true, limits: true });

/** Places are public: the world is shown behind the entry card. */
export function placeRoutes(places: Places): Route[] {
  const area = "Places";
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/places",
        summary: "Where one can go",
        area,
        access: "anyone",
        answer: z.object({ items: z.array(PlaceEntry), next: z.null() }),
      },
      async () => ({
        items: [...places.values()],
        next: null,
      }),
    ),
    defineRoute(
      {
        method: "get",
        path: "/api/places/:id",
        summary: "A place: its ground, solids, props and spots",
        area,
        access: "anyone",
        params: z.object({ id: z.string().max(40) }),
        answer: Place,
      },
      async ({ params }) => {
        const place = places.get(params.id);
        if (!place)
          throw new Problem(404, `There is no place ${params.id}. GET /api/places lists them.`, {
            code: "no-such-place",
          });
        return place;
      },
    ),
  ];
}
