/** What a section of the guide shows to everybody of the session: a text, a link or a picture (SPEC C9). */
import { z } from "zod";
import { named, written } from "./written-text.ts";

export const PICTURE_TYPES = ["image/png", "image/jpeg"] as const;
export const MAX_PICTURE_BYTES = 2 * 1024 * 1024;

export const Material = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("text"), text: written(2000) }),
  z.strictObject({
    kind: z.literal("link"),
    url: z.url({ protocol: /^https?$/, error: "an address like https://example.org" }).max(2000),
    label: written(120),
  }),
  z.strictObject({
    kind: z.literal("picture"),
    pictureId: z.string().min(1).max(100),
    /** What it shows, for those who do not see it, and for personas. */
    description: named(300, "say what it shows"),
  }),
]);
export type Material = z.infer<typeof Material>;

export const PictureAdded = z.object({ pictureId: z.string() });
