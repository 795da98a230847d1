/** A replay and its place over HTTP, cached. */
import { useQuery } from "@tanstack/react-query";
import { Replay } from "../../schema/messages/replay.ts";
import { callApi } from "../state/call-api.ts";
import { fetchPlace } from "../state/places-api.ts";
import { HOME_PLACE_ID } from "../state/read-link.ts";
import { ApiProblem } from "../state/send-request.ts";

export const useReplay = (circleId: string) =>
  useQuery({
    queryKey: ["replay", circleId],
    queryFn: ({ signal }) =>
      callApi(`conversations/${encodeURIComponent(circleId)}/replay`, {
        signal,
        read: (answer) => Replay.parse(answer),
      }),
    // The bodies would start anew while somebody watches.
    staleTime: Infinity,
    gcTime: 0,
  });

/** A chat over HTTP took place nowhere, and a place may be gone: then it is the home place. */
export const useReplayPlace = (placeId: string) =>
  useQuery({
    queryKey: ["replay-place", placeId],
    queryFn: async ({ signal }) => {
      if (placeId === "") return fetchPlace(HOME_PLACE_ID, signal);
      return fetchPlace(placeId, signal).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.code === "no-such-place") return fetchPlace(HOME_PLACE_ID, signal);
        throw error;
      });
    },
    staleTime: Infinity,
  });
