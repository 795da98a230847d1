/** How personas did (SPEC M8). */
import { EffectivenessList, EffectivenessQuery } from "../../schema/messages/effectiveness.ts";
import { principalOfCaller } from "../account/caller-scope.ts";
import type { Database } from "../database/open-database.store.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { PersonaDirectory } from "../persona/persona-directory.ts";
import { readEffectiveness } from "./effectiveness.store.ts";
import { measureTalk } from "./measure-talk.ts";

export function effectivenessRoutes(database: Database, personas: Pick<PersonaDirectory, "get">): Route[] {
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/effectiveness",
        summary: "How personas did in the conversations I may read, most turns first",
        area: "Personas",
        access: "signed-in",
        query: EffectivenessQuery,
        answer: EffectivenessList,
      },
      async ({ caller, query: { days } }) => {
        const { totals, turns } = await readEffectiveness(database, principalOfCaller(caller), days);
        const measures = measureTalk(turns);
        const items = await Promise.all(
          totals.map(async ({ costNano, ...total }) => {
            const persona = await personas.get(total.personaId);
            const talk = measures.get(total.personaId) ?? { participation: 0, answered: 0, topicsMoved: 0 };
            const costNanoPerTurn = Math.round(Number(costNano) / total.turns);
            return persona && { ...total, ...talk, costNanoPerTurn, name: persona.name, look: persona.look };
          }),
        );
        return { items: items.filter((item) => item !== null) };
      },
    ),
  ];
}
