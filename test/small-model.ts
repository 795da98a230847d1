import { existsSync } from "node:fs";
import { smallModelPath } from "../setup/fetch-small-model.mjs";

/** A real GGUF (135M parameters) fetched by `npm test`, or null: `describe.skipIf(smallModelFile === null)`. */
export const smallModelFile: string | null = existsSync(smallModelPath) ? smallModelPath : null;
