/** Personas, their traits and memories over HTTP, cached. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { MemoryPage } from "../../../schema/messages/memory.ts";
import { Persona, Trait, type PersonaDraft, type PersonalityChange } from "../../../schema/messages/persona.ts";
import { TraitChangePage } from "../../../schema/messages/trait-change.ts";
import { callApi } from "../../state/call-api.ts";

const PersonaPage = z.object({ items: z.array(Persona), next: z.string().nullable() });

export const usePersona = (personaId: string | null) =>
  useQuery({
    queryKey: ["persona", personaId],
    enabled: personaId !== null,
    queryFn: ({ signal }) => callApi(`personas/${personaId}`, { signal, read: (answer) => Persona.parse(answer) }),
  });

/** All personas of the workspace by id, read page by page. */
export const useAllPersonas = () =>
  useQuery({
    queryKey: ["personas"],
    queryFn: async ({ signal }) => {
      const found = new Map<string, Persona>();
      for (let cursor: string | null = ""; cursor !== null;) {
        const page: z.infer<typeof PersonaPage> = await callApi(
          `personas?${new URLSearchParams({ limit: "200", ...(cursor && { cursor }) })}`,
          { signal, read: (answer) => PersonaPage.parse(answer) },
        );
        for (const persona of page.items) found.set(persona.id, persona);
        cursor = page.next;
      }
      return found;
    },
  });

/** Creates a persona, or updates the one with `personaId`. */
export function useSavePersona(personaId: string | null) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: PersonaDraft & { placeId?: string }) =>
      callApi(personaId === null ? "personas" : `personas/${personaId}`, {
        method: personaId === null ? "POST" : "PATCH",
        body,
        read: (answer) => Persona.parse(answer),
      }),
    onSuccess(persona) {
      queries.setQueryData(["persona", persona.id], persona);
      void queries.invalidateQueries({ queryKey: ["personas"] });
    },
  });
}

export function useDeletePersona(personaId: string) {
  return useMutation({ mutationFn: () => callApi(`personas/${personaId}`, { method: "DELETE", read: () => null }) });
}

export function useChangePersonality(personaId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Omit<PersonalityChange, "personaId">) =>
      callApi("personality", {
        method: "PUT",
        body: { personaId, ...change },
        read: (answer) => z.array(Trait).parse(answer),
      }),
    onSuccess: (traits) => {
      queries.setQueryData<Persona>(["persona", personaId], (persona) => persona && { ...persona, traits });
      void queries.invalidateQueries({ queryKey: ["trait-changes", personaId] });
    },
  });
}

/** The newest ones, newest first. */
export const useTraitChanges = (personaId: string) =>
  useQuery({
    queryKey: ["trait-changes", personaId],
    queryFn: ({ signal }) =>
      callApi(`personas/${personaId}/trait-changes?limit=200`, {
        signal,
        read: (answer) => TraitChangePage.parse(answer).items,
      }),
  });

export function useUndoTrait(personaId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (traitId: string) =>
      callApi(`personas/${personaId}/traits/${encodeURIComponent(traitId)}/undo`, {
        method: "POST",
        read: (answer) => Persona.parse(answer),
      }),
    onSuccess: (persona) => {
      queries.setQueryData(["persona", personaId], persona);
      void queries.invalidateQueries({ queryKey: ["trait-changes", personaId] });
    },
  });
}

/** Newest first, by page. */
export const useMemories = (personaId: string) =>
  useInfiniteQuery({
    queryKey: ["memories", personaId],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(`personas/${personaId}/memories?${new URLSearchParams({ cursor: pageParam })}`, {
        signal,
        read: (answer) => MemoryPage.parse(answer),
      }),
    getNextPageParam: ({ next }) => next,
  });

export function useChangeMemory(personaId: string) {
  const queries = useQueryClient();
  return useMutation({
    /** `text` null deletes the memory. */
    mutationFn: ({ id, text }: { id: string; text: string | null }) =>
      callApi(`memories/${id}`, {
        method: text === null ? "DELETE" : "PATCH",
        body: text === null ? undefined : { text },
        read: () => null,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["memories", personaId] }),
  });
}
