/**
 * `npm run bench -- [--json] [area …]`: measures and prints one JSON object with a key per area.
 * Without `--json` the output is formatted for reading.
 */
import { measureChat } from "./chat/measure-chat.ts";
import { measureExports } from "./exports/measure-exports.ts";
import { measureMemory } from "./memory/measure-memory.ts";
import { measureParaphrases } from "./memory/measure-paraphrases.ts";
import { measureModels } from "./models/measure-models.ts";
import { measureSockets } from "./sockets/measure-sockets.ts";
import { measureSurvey } from "./survey/measure-survey.ts";
import { measureWorld } from "./world/measure-world.ts";

const areas: Record<string, () => Promise<object>> = {
  world: measureWorld,
  models: measureModels,
  memory: async () => ({ ...(await measureMemory()), paraphrases: await measureParaphrases() }),
  chat: measureChat,
  exports: measureExports,
  sockets: measureSockets,
  survey: measureSurvey,
};

const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith("--"));
const unknown = wanted.filter((area) => !Object.hasOwn(areas, area));
if (unknown.length > 0) {
  console.error(`There is no area "${unknown.join('", "')}". There are: ${Object.keys(areas).join(", ")}.`);
  process.exit(2);
}

const results: Record<string, object> = {};
for (const area of wanted.length > 0 ? wanted : Object.keys(areas)) results[area] = await areas[area]!();
console.log(JSON.stringify(results, null, words.includes("--json") ? undefined : 2));
