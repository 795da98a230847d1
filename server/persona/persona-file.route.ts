/** Personas as files, out and in (SPEC M2). The page reads pictures itself; a program sends the card inside. */
import { z } from "zod";
import { inEnglish } from "../../schema/messages/message.ts";
import { Persona } from "../../schema/messages/persona.ts";
import { LostPart, PERSONA_EXPORT_FORMATS } from "../../schema/messages/persona-file.ts";
import { readPersonaValue } from "../../schema/rules/card/read-persona-file.ts";
import { exportPersona, personaFileName } from "../../schema/rules/card/write-persona-file.ts";
import { personaToDraft } from "../../schema/rules/persona-to-draft.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import type { Personas } from "./personas.ts";

const area = "Personas";
const access = "signed-in";
const VISITOR = "the visitor";

export function personaFileRoutes(personas: Personas): Route[] {
  return [
    defineRoute(
      {
        method: "post",
        path: "/api/personas/import",
        summary:
          "Make a persona of an export of this server or a character card (V1–V3) as JSON; a card in a PNG is the base64 of this JSON in its text chunk `chara` or `ccv3`. Names what could not be kept",
        area,
        access,
        status: 201,
        body: z.object({ file: z.record(z.string(), z.unknown()), placeId: z.string().max(40).default("plaza") }),
        answer: z.object({ persona: Persona, lost: z.array(LostPart) }),
      },
      async ({ caller, body }) => {
        const read = readPersonaValue(body.file, VISITOR);
        if (read.problem) throw new Problem(422, inEnglish(read.problem), read.problem);
        return { persona: await personas.create(caller, read.draft, body.placeId), lost: read.lost };
      },
    ),
    defineRoute(
      {
        method: "get",
        path: "/api/personas/:id/export",
        summary:
          "A persona as a file: our own format, or a character card V2 or V3 that holds all of it as an extension",
        area,
        access,
        params: z.object({ id: z.string().min(1).max(100) }),
        query: z.object({ format: z.enum(PERSONA_EXPORT_FORMATS).default("dramatis") }),
        file: ["application/json"],
      },
      async ({ caller, params, query: { format } }) => {
        const persona = await personas.find(caller, params.id);
        return {
          name: personaFileName(persona.name, `${format}.json`),
          contentType: "application/json",
          content: JSON.stringify(exportPersona(personaToDraft(persona), format), null, 2),
        };
      },
    ),
  ];
}
