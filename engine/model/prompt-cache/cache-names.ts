/** Names under which a provider keeps prefixes: they tell it nothing, and nobody else can guess them. */
import { createHash } from "node:crypto";
import type { CallContext } from "../language-model.ts";

const NAME_CHARACTERS = 32;

const nameOf = (...parts: (string | undefined)[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, NAME_CHARACTERS);

type Asker = Pick<CallContext, "workspaceId" | "personaId" | "circleId" | "runId">;

/** Requests of one name share long prefixes: those of a persona in a circle, or of a run. */
export const prefixName = (apiKey: string, { workspaceId, personaId, circleId, runId }: Asker): string =>
  nameOf(apiKey, workspaceId, personaId, circleId, runId);

/** What one workspace has sent is never reused for another: by how fast an answer begins, one could tell what the other asked. */
export const workspaceSalt = (apiKey: string, { workspaceId }: Asker): string => nameOf(apiKey, workspaceId);
