/** Places over HTTP, cached: they change only with the server. */
import { useQuery } from "@tanstack/react-query";
import type { LocalizedText } from "../../schema/messages/localized-text.ts";
import type { Place } from "../../schema/messages/place.ts";
import { callApi } from "./call-api.ts";

type PlaceEntry = { id: string; title: LocalizedText; description: LocalizedText };

export const usePlaces = () =>
  useQuery({
    queryKey: ["places"],
    queryFn: ({ signal }) => callApi("places", { signal, read: (answer) => (answer as { items: PlaceEntry[] }).items }),
  });

export const fetchPlace = (placeId: string, signal: AbortSignal): Promise<Place> =>
  callApi(`places/${encodeURIComponent(placeId)}`, { signal, read: (answer) => answer as Place });

export const usePlaceData = (placeId: string) =>
  useQuery({
    queryKey: ["places", placeId],
    queryFn: ({ signal }) => fetchPlace(placeId, signal),
    staleTime: Infinity,
  });
