/** Coding by hand what was said in a session (SPEC C9). */
import type { Principal } from "../../../engine/scope/scope.ts";
import { message } from "../../../schema/messages/message.ts";
import type { CodeDraft, Codebook, CodeSuggestion } from "../../../schema/messages/session-codebook.ts";
import type { SessionResults } from "../../../schema/messages/session-results.ts";
import type { FileAnswer } from "../../http/define-route.ts";
import type { ResultsOfSessions } from "../report/session-results.ts";
import { refuse } from "../sessions.ts";
import { MAX_CODES, type CodebookStore } from "./codebook.store.ts";
import { exportCodebook, type CodebookFormat } from "./export-codebook.ts";
import { measureAgreement } from "./measure-agreement.ts";

export type SessionCoding = ReturnType<typeof createSessionCoding>;

/** @param results only its facilitators get any further */
export function createSessionCoding(store: CodebookStore, results: Pick<ResultsOfSessions, "find">) {
  async function readWith(scope: Principal, id: string): Promise<{ codebook: Codebook; found: SessionResults }> {
    const found = await results.find(scope, id);
    const stored = await store.read(scope, id);
    const turnIds = found.turns.map((turn) => turn.id);
    const agreement = measureAgreement(stored, turnIds);
    return { codebook: { ...stored, suggestions: suggestCodes(found), agreement }, found };
  }
  const read = async (scope: Principal, id: string): Promise<Codebook> => (await readWith(scope, id)).codebook;

  return {
    read,

    async add(scope: Principal, id: string, draft: CodeDraft): Promise<Codebook> {
      await results.find(scope, id);
      const why = await store.add(scope, id, draft);
      if (why === "taken") throw refuse(409, message("code-taken", { name: draft.name }));
      if (why === "full") throw refuse(409, message("codes-full", { count: MAX_CODES }));
      return read(scope, id);
    },

    async rename(scope: Principal, id: string, codeId: string, draft: CodeDraft): Promise<Codebook> {
      await results.find(scope, id);
      const why = await store.rename(scope, id, codeId, draft);
      if (why === "taken") throw refuse(409, message("code-taken", { name: draft.name }));
      if (why === "missing") throw refuse(404, message("no-such-code"));
      return read(scope, id);
    },

    async remove(scope: Principal, id: string, codeId: string): Promise<void> {
      await results.find(scope, id);
      if (!(await store.remove(scope, id, codeId))) throw refuse(404, message("no-such-code"));
    },

    async set(scope: Principal, id: string, change: { codeId: string; turnId: string; isSet: boolean }): Promise<void> {
      await results.find(scope, id);
      const { codeId, turnId, isSet } = change;
      if (!isSet) await store.uncode(scope, id, turnId, codeId);
      else if (!(await store.code(scope, id, turnId, codeId))) throw refuse(404, message("no-such-code"));
    },

    async export(scope: Principal, id: string, format: CodebookFormat): Promise<FileAnswer> {
      const { codebook, found } = await readWith(scope, id);
      return exportCodebook(codebook, found, format);
    },
  };
}

/** Themes that a model, or rules, found: apart from what people code, until somebody takes one over. */
const suggestCodes = ({ outcomes }: SessionResults): CodeSuggestion[] =>
  outcomes.flatMap(({ items }) =>
    items.flatMap(({ content, turnIds, madeBy }) =>
      content.type === "theme" && madeBy !== "person" ? [{ name: content.text, turnIds, madeBy }] : [],
    ),
  );
