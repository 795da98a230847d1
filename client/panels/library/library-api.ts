/** The library over HTTP, cached. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { LibraryEntry, LibraryPage } from "../../../schema/messages/library.ts";
import { Persona } from "../../../schema/messages/persona.ts";
import { callApi } from "../../state/call-api.ts";

const PersonaPage = z.object({ items: z.array(Persona), next: z.string().nullable() });

/** By page, oldest first. */
export const useMyPersonas = () =>
  useInfiniteQuery({
    queryKey: ["personas", "mine"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(`personas?${new URLSearchParams({ mine: "true", ...(pageParam && { cursor: pageParam }) })}`, {
        signal,
        read: (answer) => PersonaPage.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });

/** By page: newest first, or those found, best first. */
export const useLibrary = (q: string) =>
  useInfiniteQuery({
    queryKey: ["library", q],
    initialPageParam: "",
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      callApi(`library?${new URLSearchParams({ ...(q && { q }), ...(pageParam && { cursor: pageParam }) })}`, {
        signal,
        read: (answer) => LibraryPage.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });

function useEntryChange<Change>(send: (change: Change) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSettled: () => queries.invalidateQueries({ queryKey: ["library"] }) });
}

const readEntry = (answer: unknown) => LibraryEntry.parse(answer);

export const useRate = (personaId: string) =>
  useEntryChange((stars: number | null) =>
    callApi(`library/${personaId}/rating`, { method: "PUT", body: { stars }, read: readEntry }),
  );

export const useHide = (personaId: string) =>
  useEntryChange((why: string | null) =>
    callApi(`library/${personaId}/hidden`, { method: "PUT", body: { why }, read: readEntry }),
  );

/** `true` publishes, `false` withdraws. */
export const usePublish = (personaId: string) =>
  useEntryChange((isPublic: boolean) =>
    callApi(`library/${personaId}`, { method: isPublic ? "PUT" : "DELETE", read: () => null }),
  );

export const useIsPublished = (personaId: string) =>
  useQuery({
    queryKey: ["library", "entry", personaId],
    queryFn: ({ signal }) =>
      callApi(`library/${personaId}`, { signal, read: (answer) => LibraryEntry.nullable().parse(answer) !== null }),
  });
