/** `npm run soak -- [--minutes 30]`: prints what `measureSoak` found as one JSON object; fails when something was lost. */
import { parseArgs } from "node:util";
import { measureSoak } from "./soak/measure-soak.ts";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "30" } } });
const minutes = Number(values.minutes);
if (!(minutes >= 1 && minutes <= 600)) {
  console.error(`--minutes is a number from 1 to 600, not "${values.minutes}".`);
  process.exit(2);
}
const found = (await measureSoak(minutes)) as Record<string, number>;
console.log(JSON.stringify(found));
process.exit(found["turnsLost"] === 0 && found["accountsThatDisagree"] === 0 ? 0 : 1);
