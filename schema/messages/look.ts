/** How an avatar looks. A persona's look derives from identity and traits unless set by hand. */
import { z } from "zod";

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "a colour like #c96f4a");

export const Silhouette = z.enum(["slender", "broad", "round", "tall", "small", "cloaked"]);
export const MaskShape = z.enum(["oval", "long", "square", "heart", "moon", "shield", "beak", "sun"]);
export const MaskBrow = z.enum(["calm", "raised", "furrowed", "slanted", "heavy", "arched"]);
export const MaskMouth = z.enum(["smile", "straight", "open", "frown", "smirk", "small"]);
export const MaskPattern = z.enum(["plain", "stripes", "dots", "rays", "waves", "diamonds", "split", "tears"]);

export const Look = z.object({
  /** Cloth colours: main, second, accent. A person's chosen colour is the first. */
  palette: z.tuple([colour, colour, colour]),
  silhouette: Silhouette,
  /** Absent for people: they have open faces. */
  mask: z
    .object({
      shape: MaskShape,
      brow: MaskBrow,
      mouth: MaskMouth,
      pattern: MaskPattern,
      colour,
      paint: colour,
    })
    .optional(),
});
export type Look = z.infer<typeof Look>;
