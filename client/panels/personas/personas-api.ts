/** Personas, their traits and memories over HTTP, cached. */
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { z } from "zod";
import { Lineage } from "../../../schema/messages/library.ts";
import { MemoryPage } from "../../../schema/messages/memory.ts";
import { Persona, PersonaDraft, Trait, type PersonalityChange } from "../../../schema/messages/persona.ts";
import { TraitChangePage } from "../../../schema/messages/trait-change.ts";
import { Variations, type VariationWish } from "../../../schema/messages/variation.ts";
import { callApi } from "../../state/call-api.ts";

const Templates = z.object({ items: z.array(z.object({ id: z.string(), title: z.string(), draft: PersonaDraft })) });
const PersonaPage = z.object({ items: z.array(Persona), next: z.string().nullable() });

export const fetchPersona = (personaId: string): Promise<Persona> =>
  callApi(`personas/${personaId}`, { read: (answer) => Persona.parse(answer) });

const personaQuery = (personaId: string | null) =>
  queryOptions({
    queryKey: ["persona", personaId],
    enabled: personaId !== null,
    queryFn: ({ signal }) => callApi(`personas/${personaId}`, { signal, read: (answer) => Persona.parse(answer) }),
  });

export const usePersona = (personaId: string | null) => useQuery(personaQuery(personaId));

/** Those that are read already and still exist. */
export const usePersonas = (personaIds: readonly string[]): Persona[] =>
  useQueries({ queries: personaIds.map(personaQuery) }).flatMap(({ data }) => data ?? []);

/** Those that still exist; call it when something is done with them, not to show them. */
export function useFindPersonas(): (personaIds: readonly string[]) => Promise<Persona[]> {
  const queries = useQueryClient();
  return async (personaIds) => {
    const found = await Promise.allSettled(personaIds.map((id) => queries.fetchQuery(personaQuery(id))));
    return found.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  };
}

/** The six templates (SPEC M2). */
export const usePersonaTemplates = () =>
  useQuery({
    queryKey: ["templates"],
    queryFn: ({ signal }) => callApi("personas/templates", { signal, read: (answer) => Templates.parse(answer).items }),
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
    mutationFn: (body: PersonaDraft & { placeId?: string; originId?: string | null }) =>
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

/** Drafts like the persona, as wished; nobody is made yet. */
export const useVariations = (personaId: string, wish: VariationWish) =>
  useQuery({
    queryKey: ["variations", personaId, wish],
    placeholderData: keepPreviousData,
    // A talk adds memories without the page knowing.
    refetchOnMount: "always",
    queryFn: ({ signal }) =>
      callApi(`personas/${personaId}/variations`, {
        method: "POST",
        body: wish,
        signal,
        read: (answer) => Variations.parse(answer).items,
      }),
  });

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

/** Newest first, by page. @param words searched for; "" for all */
export const useMemories = (personaId: string, words: string) =>
  useInfiniteQuery({
    queryKey: ["memories", personaId, words],
    placeholderData: keepPreviousData,
    // A talk adds memories without the page knowing.
    refetchOnMount: "always",
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      callApi(`personas/${personaId}/memories?${new URLSearchParams({ q: words, cursor: pageParam })}`, {
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

/** Whom a persona was made from, nearest first. */
export const useLineage = (personaId: string) =>
  useQuery({
    queryKey: ["lineage", personaId],
    queryFn: ({ signal }) =>
      callApi(`personas/${personaId}/lineage`, { signal, read: (answer) => Lineage.parse(answer).items }),
  });
