/** Puts the survey and the target of a run on the server, unless they are there. */
import { isDeepStrictEqual } from "node:util";
import { Survey, type SurveyDraft } from "../schema/messages/survey.ts";
import { Target, type TargetDraft } from "../schema/messages/target.ts";
import type { ServerClient } from "./server-client.ts";

const readSurvey = (answer: unknown) => Survey.parse(answer);
const readTarget = (answer: unknown) => Target.parse(answer);

export const createSurvey = (server: ServerClient, draft: SurveyDraft): Promise<Survey> =>
  server.call("POST", "surveys", { body: draft, read: readSurvey });

export const createTarget = (server: ServerClient, draft: TargetDraft): Promise<Target> =>
  server.call("POST", "targets", { body: draft, read: readTarget });

type Kept<Parts> = Parts & { id: string; name: string; version: number };

/** The same survey under the same id and version, or a new copy of it. */
export async function findOrCreateSurvey(
  server: ServerClient,
  { id, version, name, model }: Kept<Pick<SurveyDraft, "model">>,
): Promise<Survey> {
  const found = await server
    .call("GET", `surveys/${encodeURIComponent(id)}?version=${version}`, { read: readSurvey })
    .catch(() => null);
  return found && isDeepStrictEqual(found.model, model)
    ? found
    : createSurvey(server, { name, description: "", model });
}

export async function findOrCreateTarget(
  server: ServerClient,
  { id, name, definition }: Kept<Pick<TargetDraft, "definition">>,
): Promise<Target> {
  const found = await server.call("GET", `targets/${encodeURIComponent(id)}`, { read: readTarget }).catch(() => null);
  return found && isDeepStrictEqual(found.definition, definition) ? found : createTarget(server, { name, definition });
}
