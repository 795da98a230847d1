import type { Look } from "../../../schema/messages/look.ts";

const LINEN = "#f0e6d2";
const BRONZE = "#7a5a3a";

/** The look of people: open faces, and clothes in the colour they chose. */
export const personLook = (colour: string): Look => ({ palette: [colour, LINEN, BRONZE], silhouette: "slender" });
