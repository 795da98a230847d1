/** Leaving a place frees its GPU memory; each place has its own renderer. */
import type { WebGLRenderer } from "three";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { journey } from "./support/journey.ts";

const PLACES = ["garden", "cloister"];
const TRIPS = 30;
/** Each builds a place, which is slow without a GPU. */
const PATIENTLY = { timeout: 900_000 };
const FRAMES_DRAWN = 3;

type Held = { geometries: number; textures: number; programs: number };
/** `left`: of all pictures except the current one. */
type Seen = { pictures: number; frames: number; left: Held; lostContexts: number };

/** Runs before the page's own scripts: three.js reports each new renderer to its developer tools. */
const watchRenderers = `
  globalThis.renderers = [];
  globalThis.__THREE_DEVTOOLS__ = new EventTarget();
  __THREE_DEVTOOLS__.addEventListener("observe", ({ detail }) => detail.isWebGLRenderer && renderers.push(detail));`;

function look(): Seen {
  const { renderers } = globalThis as unknown as { renderers: WebGLRenderer[] };
  const held = ({ info }: WebGLRenderer): Held => ({
    geometries: info.memory.geometries,
    textures: info.memory.textures,
    programs: info.programs?.length ?? 0,
  });
  const left = renderers.slice(0, -1);
  const sum = (kind: keyof Held) => left.reduce((total, renderer) => total + held(renderer)[kind], 0);
  return {
    pictures: renderers.length,
    frames: renderers.at(-1)!.info.render.frame,
    left: { geometries: sum("geometries"), textures: sum("textures"), programs: sum("programs") },
    lostContexts: left.filter((renderer) => renderer.getContext().isContextLost()).length,
  };
}

describe.skipIf(browserPath === null)("travelling", () => {
  journey(
    "W9 thirty times to another place and back leaves nothing on the graphics card",
    PATIENTLY,
    async ({ visit, world }) => {
      const { page, ...visitor } = await visit({ viewport: { width: 480, height: 360 } }, "about:blank");
      await page.context().addInitScript(watchRenderers);
      await page.goto(world.url);
      await visitor.stepIn("Nadia");
      await page.locator("canvas[data-shown]").waitFor(PATIENTLY);
      for (let trip = 1; trip <= TRIPS; trip++) {
        const place = PLACES[trip % PLACES.length]!;
        await page.evaluate((hash) => void (location.hash = hash), `#/${place}`);
        await expect
          .poll(async () => {
            const { pictures, frames } = await page.evaluate(look);
            return pictures === trip + 1 && frames >= FRAMES_DRAWN;
          }, PATIENTLY)
          .toBe(true);
        const { left, lostContexts } = await page.evaluate(look);
        expect(left, `after trip ${trip}, to the ${place}`).toEqual({ geometries: 0, textures: 0, programs: 0 });
        expect(lostContexts).toBe(trip);
      }
    },
  );
});
