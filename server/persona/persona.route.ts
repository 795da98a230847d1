import { z } from "zod";
import { Persona, PersonalityChange, PersonaDraft, Trait } from "../../schema/messages/persona.ts";
import { PageCursor } from "../../schema/messages/page-cursor.ts";
import { PersonaChange } from "../../schema/messages/persona-change.ts";
import { TraitChangePage, TraitChangeQuery } from "../../schema/messages/trait-change.ts";
import { VariationWish, Variations } from "../../schema/messages/variation.ts";
import { personaToDraft } from "../../schema/rules/persona-to-draft.ts";
import { varyPersona } from "../../schema/rules/vary-persona.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { Personas } from "./personas.ts";

const id = z.string().min(1).max(100);
const params = z.object({ id });
const Listing = z.object({
  q: z.string().trim().max(100).optional(),
  /** Only those the caller made. */
  mine: z.stringbool().optional(),
  /** `next` of the previous page. */
  cursor: PageCursor,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const Template = z.object({ id: z.string(), title: z.string(), draft: PersonaDraft });
export type Template = z.infer<typeof Template>;

const area = "Personas";
const access = "signed-in";

export function personaRoutes(personas: Personas, templates: Template[]): Route[] {
  return [...collectionRoutes(personas, templates), ...onePersonaRoutes(personas), ...traitRoutes(personas)];
}

function collectionRoutes(personas: Personas, templates: Template[]): Route[] {
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/personas",
        summary: "Personas of the workspace, oldest first",
        area,
        access,
        query: Listing,
        answer: z.object({ items: z.array(Persona), next: z.string().nullable() }),
      },
      async ({ caller, query }) => personas.list(caller, query),
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/personas",
        summary: "Make a persona; it appears in its place",
        area,
        access,
        status: 201,
        body: PersonaDraft.safeExtend({
          placeId: z.string().max(40).default("plaza"),
          /** The persona it is a copy or a remix of. */
          originId: id.nullable().default(null),
        }),
        answer: Persona,
      },
      async ({ caller, body: { placeId, originId, ...draft } }) => personas.create(caller, draft, placeId, originId),
    ),
    defineRoute(
      {
        method: "get",
        path: "/api/personas/templates",
        summary: "Drafts to begin from",
        area,
        access,
        answer: z.object({ items: z.array(Template) }),
      },
      async () => ({ items: templates }),
    ),
  ];
}

function onePersonaRoutes(personas: Personas): Route[] {
  return [
    defineRoute(
      { method: "get", path: "/api/personas/:id", summary: "One persona", area, access, params, answer: Persona },
      async ({ caller, params }) => personas.find(caller, params.id),
    ),
    defineRoute(
      {
        method: "patch",
        path: "/api/personas/:id",
        summary: "Change any part of a persona I made, or of the cast as its keeper",
        area,
        access,
        params,
        body: PersonaChange,
        answer: Persona,
      },
      async ({ caller, params, body }) => personas.change(caller, params.id, body),
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/personas/:id/variations",
        summary: "Drafts of people like this one, but of another age, stance or temperament; nobody is made yet",
        area,
        access,
        params,
        body: VariationWish,
        answer: Variations,
      },
      async ({ caller, params, body }) => ({
        items: varyPersona(personaToDraft(await personas.find(caller, params.id)), body),
      }),
    ),
    defineRoute(
      {
        method: "delete",
        path: "/api/personas/:id",
        summary: "Remove a persona; its conversations stay",
        area,
        access,
        params,
      },
      async ({ caller, params }) => personas.remove(caller, params.id),
    ),
  ];
}

function traitRoutes(personas: Personas): Route[] {
  return [
    defineRoute(
      {
        method: "put",
        path: "/api/personality",
        summary: "Add, remove or set one trait",
        area,
        access,
        body: PersonalityChange,
        answer: z.array(Trait),
      },
      async ({ caller, body }) => personas.changeTrait(caller, body),
    ),
    defineRoute(
      {
        method: "get",
        path: "/api/personas/:id/trait-changes",
        summary: "What happened to its traits, newest first, with the evidence",
        area,
        access,
        params,
        query: TraitChangeQuery,
        answer: TraitChangePage,
      },
      async ({ caller, params, query }) => personas.listTraitChanges(caller, params.id, query),
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/personas/:id/traits/:traitId/undo",
        summary: "Take the newest change of a trait back",
        area,
        access,
        params: params.extend({ traitId: id }),
        answer: Persona,
      },
      async ({ caller, params }) => personas.undoTrait(caller, params.id, params.traitId),
    ),
  ];
}
