/** The library of a workspace: personas that people published for each other (SPEC M2). */
import type { EmbeddingSource } from "../../engine/model/embedding-source.ts";
import { routeName } from "../../engine/model/language-model.ts";
import { MAX_PUBLISHED, type LibraryEntry, type LibraryPage, type Lineage } from "../../schema/messages/library.ts";
import { principalOfCaller } from "../account/caller-scope.ts";
import type { Caller } from "../account/caller.ts";
import type { Database } from "../database/open-database.store.ts";
import { Problem } from "../http/problem.ts";
import { createEmbedder } from "../memory/embed-texts.ts";
import { createVectorKeeper } from "../memory/keep-vectors.ts";
import { refuseStranger } from "../persona/persona-rights.ts";
import type { Personas } from "../persona/personas.ts";
import { findCandidates } from "./library-search.store.ts";
import { createLibraryStore, type EntryRow, type LibraryStore } from "./library.store.ts";
import { rankEntries, wordsOf } from "./rank-entries.ts";

export type LibraryPorts = {
  database: Database;
  personas: Personas;
  /** Null: searched by words alone. */
  embedding: EmbeddingSource;
  report(problem: unknown): void;
};
export type Library = ReturnType<typeof createLibrary>;

export function createLibrary({ database, personas, embedding, report }: LibraryPorts) {
  const store = createLibraryStore(database);
  const { embedTexts, embedQuery } = createEmbedder(embedding, report);
  const modelName = () => {
    const model = embedding.get();
    return model && routeName(model.route);
  };

  const view = async (rows: EntryRow[]): Promise<LibraryEntry[]> =>
    (await Promise.all(rows.map(async (row) => toEntry(row, await personas.get(row.personaId))))).filter(
      (entry) => entry !== null,
    );
  const find = async (caller: Caller, personaId: string): Promise<LibraryEntry | null> => {
    const row = await store.findOf(principalOfCaller(caller), personaId);
    return row ? ((await view([row]))[0] ?? null) : null;
  };
  const entryOf = async (caller: Caller, personaId: string): Promise<LibraryEntry> => {
    const entry = await find(caller, personaId);
    if (!entry) throw notPublished();
    return entry;
  };
  const keepEmbedded = createVectorKeeper(store, embedTexts, modelName, report);

  return {
    find,
    ...createActs({ personas, store, entryOf, keepEmbedded }),

    async list(
      caller: Caller,
      page: { q?: string | undefined; cursor?: string | undefined; limit: number },
    ): Promise<LibraryPage> {
      const words = wordsOf(page.q ?? "");
      if (words.length === 0) {
        const rows = await store.listNewest(principalOfCaller(caller), page.cursor || undefined, page.limit + 1);
        return { ...(await pageOf(rows, page.limit, view)), ranking: "newest" };
      }
      keepEmbedded(caller.workspaceId);
      const vector = await embedQuery(page.q!, { workspaceId: caller.workspaceId, policy: "talk" });
      const candidates = await findCandidates(database, principalOfCaller(caller), { words, model: modelName() });
      const ranked = rankEntries(candidates, vector ? new Float32Array(vector.values) : null);
      const start = page.cursor ? ranked.indexOf(page.cursor) + 1 : 0;
      const rows = await store.listByIds(principalOfCaller(caller), ranked.slice(start, start + page.limit + 1));
      return { ...(await pageOf(rows, page.limit, view)), ranking: vector ? "words-and-meaning" : "words" };
    },

    async lineage(caller: Caller, personaId: string): Promise<Lineage> {
      await personas.find(caller, personaId);
      return { items: await store.lineage(principalOfCaller(caller), personaId) };
    },
  };
}

type ActParts = Pick<LibraryPorts, "personas"> & {
  store: LibraryStore;
  entryOf(caller: Caller, personaId: string): Promise<LibraryEntry>;
  keepEmbedded(workspaceId: string): void;
};

function createActs({ personas, store, entryOf, keepEmbedded }: ActParts) {
  return {
    async publish(caller: Caller, personaId: string): Promise<LibraryEntry> {
      refuseStranger(caller, await personas.find(caller, personaId));
      if (!(await store.publish(principalOfCaller(caller), personaId, MAX_PUBLISHED)))
        throw new Problem(
          409,
          `You have published ${MAX_PUBLISHED} personas, which is the limit. Withdraw one first.`,
          {
            code: "library-limit",
            values: { count: MAX_PUBLISHED },
          },
        );
      keepEmbedded(caller.workspaceId);
      return entryOf(caller, personaId);
    },

    async withdraw(caller: Caller, personaId: string): Promise<void> {
      const entry = await entryOf(caller, personaId);
      if (!(await store.withdraw(principalOfCaller(caller), personaId)))
        throw entry.hiddenWhy === null
          ? new Problem(403, `${entry.publisher.name} published ${entry.name}: only they withdraw it.`, {
              code: "not-yours",
              values: { name: entry.name },
            })
          : new Problem(409, `An admin hid ${entry.name} (${entry.hiddenWhy}). Ask them to show it again.`, {
              code: "hidden-by-admin",
              values: { name: entry.name, why: entry.hiddenWhy },
            });
    },

    async rate(caller: Caller, personaId: string, stars: number | null): Promise<LibraryEntry> {
      const entry = await entryOf(caller, personaId);
      if (entry.publisher.userId === caller.userId)
        throw new Problem(403, "You published this persona yourself; others rate it.", { code: "own-rating" });
      if (entry.hiddenWhy !== null) throw notPublished();
      await store.rate(principalOfCaller(caller), personaId, stars);
      return entryOf(caller, personaId);
    },

    /** @param why null shows it again */
    async hide(admin: Caller, personaId: string, why: string | null): Promise<LibraryEntry> {
      const done = await store.hide(principalOfCaller(admin), personaId, why);
      if (done === "not-admin-any-more")
        throw new Problem(403, "You are no longer an admin. Ask one of them.", {
          code: "needs-role",
          values: { role: admin.role },
        });
      if (!done) throw notPublished();
      return entryOf(admin, personaId);
    },
  };
}

async function pageOf(rows: EntryRow[], limit: number, view: (rows: EntryRow[]) => Promise<LibraryEntry[]>) {
  const shown = rows.slice(0, limit);
  return { items: await view(shown), next: rows.length > limit ? shown.at(-1)!.id : null };
}

function toEntry(row: EntryRow, persona: Awaited<ReturnType<Personas["get"]>>): LibraryEntry | null {
  if (!persona) return null;
  const { publisherId, publisherName, originId, originName, ...rest } = row;
  return {
    ...rest,
    description: persona.description,
    interests: persona.background.interests,
    look: persona.look,
    publisher: { userId: publisherId, name: publisherName },
    publishedAt: new Date(row.publishedAt).toISOString(),
    origin: originId === null ? null : { personaId: originId, name: originName ?? "" },
  };
}

const notPublished = () =>
  new Problem(404, "This persona is not in the library. GET /api/library lists those that are.", {
    code: "not-published",
  });
