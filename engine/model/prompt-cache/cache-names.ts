/** Names under which a provider keeps prefixes: they reveal nothing to it, and nobody else can guess them. */
import { hash } from "node:crypto";
import type { Payer } from "../../scope/scope.ts";
import type { CallContext } from "../language-model.ts";

const NAME_CHARACTERS = 32;

const nameOf = (...parts: (string | undefined)[]): string =>
  hash("sha256", JSON.stringify(parts)).slice(0, NAME_CHARACTERS);

type Asker = Payer & Pick<CallContext, "personaId">;

/**
 * Requests with the same name share long prefixes, and are few enough for one machine: those of a circle, whose personas
 * share the world rules, or of a run; otherwise of a persona.
 */
export const prefixName = (apiKey: string, { workspaceId, personaId, circleId, runId }: Asker): string =>
  nameOf(apiKey, workspaceId, circleId ?? runId ?? personaId);

/** Keeps workspaces from sharing cached prompts: response times would reveal what another workspace has sent. */
export const workspaceSalt = (apiKey: string, { workspaceId }: Pick<Payer, "workspaceId">): string =>
  nameOf(apiKey, workspaceId);
