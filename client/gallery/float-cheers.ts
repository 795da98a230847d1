/** Reactions that float over the stage: the gallery's, spread over the second they were counted in, and one's own at once. */
import { create } from "zustand";
import type { Cheer } from "../../schema/messages/gallery.ts";
import { sendIntent } from "../state/intents.ts";

/** Many more would only hide the stage. */
const MAX_AT_ONCE = 20;
const MAX_OF_A_KIND = 6;
const SPREAD_MS = 900;
/** The room accepts no more of one person in a second. */
const OWN_A_SECOND = 3;

type Float = { id: number; cheer: Cheer; /** 0–1: where it rises. */ across: number };

export const useFloats = create<{ floats: Float[] }>()(() => ({ floats: [] }));

let count = 0;
let ownTimes: number[] = [];
/** Own ones that the room's next counts contain. */
const own = new Map<Cheer, number>();

function float(cheer: Cheer): void {
  count += 1;
  // By the golden ratio, so that neighbours in time rise apart.
  const across = (count * 0.618) % 1;
  useFloats.setState(({ floats }) => ({ floats: [...floats, { id: count, cheer, across }].slice(-MAX_AT_ONCE) }));
}

export const sink = (id: number): void =>
  useFloats.setState(({ floats }) => ({ floats: floats.filter((one) => one.id !== id) }));

export function floatCounted(cheers: Partial<Record<Cheer, number>>): void {
  for (const [cheer, counted] of Object.entries(cheers) as [Cheer, number][]) {
    const others = Math.min(MAX_OF_A_KIND, counted - (own.get(cheer) ?? 0));
    for (let index = 0; index < others; index += 1) setTimeout(() => float(cheer), (index / others) * SPREAD_MS);
  }
  own.clear();
}

/** Shows one's own, and sends it. */
export function cheer(shown: Cheer): void {
  const now = performance.now();
  ownTimes = ownTimes.filter((at) => now - at < 1000);
  if (ownTimes.length >= OWN_A_SECOND) return;
  ownTimes.push(now);
  own.set(shown, (own.get(shown) ?? 0) + 1);
  float(shown);
  sendIntent("cheer", { cheer: shown });
}
