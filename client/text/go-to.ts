import type { TFunction } from "i18next";
import { enterPortal } from "../state/act-on-hint.ts";
import { positionOf, requestIntent } from "../state/intents.ts";
import { usePlace } from "../state/place-store.ts";
import { inPageLanguage } from "../words/page-language.ts";
import { distance, pointTowards, stopShortOf, COMPASS_DIRECTIONS } from "./bearing.ts";
import { only } from "./named.ts";

/** Beside someone, near enough to talk. */
const BESIDE_M = 1.6;
/** Outside a circle's cushions, within hearing. */
const BESIDE_CIRCLE_M = 6;
const STEP_M = 8;

type Goal = { name: string; x: number; z: number; besideM: number; portalId?: string };

/** Walks towards a wind, or to someone, a circle, a landmark or through a portal. The server finds the way. */
export async function goTo(target: string, t: TFunction): Promise<string[]> {
  const here = positionOf(usePlace.getState().myId);
  if (here === null) return [t("text.noBody")];
  const wind = COMPASS_DIRECTIONS.find((known) =>
    [known.toLowerCase(), t(`winds.${known}`).toLowerCase()].includes(target.toLowerCase()),
  );
  const goal = wind
    ? { name: t(`winds.${wind}`), ...pointTowards(here, wind, STEP_M), besideM: 0 }
    : only(goals(), ({ name }) => name, target, t);
  const { x, z } = stopShortOf(here, goal, goal.besideM);
  const { arrivesInSeconds } = await requestIntent("move-to", { x, z });
  if (goal.portalId !== undefined && distance(here, goal) < BESIDE_M * 2) {
    await enterPortal(goal.portalId);
    return [t("text.through", { name: goal.name })];
  }
  return [t("text.going", { name: goal.name, count: Math.ceil(arrivesInSeconds) })];
}

function goals(): Goal[] {
  const { avatars, circles, place, myId } = usePlace.getState();
  const bodies = Object.values(avatars).flatMap(({ id, name }) => {
    const at = id === myId ? null : positionOf(id);
    return at === null ? [] : [{ name, x: at.x, z: at.z, besideM: BESIDE_M }];
  });
  const talks = Object.values(circles).map(({ topic, x, z }) => ({ name: topic, x, z, besideM: BESIDE_CIRCLE_M }));
  const landmarks = (place?.pointsOfInterest ?? []).map(({ title, x, z }) => ({
    name: inPageLanguage(title),
    x,
    z,
    besideM: 0,
  }));
  const portals = (place?.portals ?? []).map(({ id, title, x, z }) => ({
    name: inPageLanguage(title),
    x,
    z,
    besideM: 0,
    portalId: id,
  }));
  return [...bodies, ...talks, ...landmarks, ...portals];
}
