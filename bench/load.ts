/**
 * `npm run loadtest -- [--url http://127.0.0.1:2567] [--people 300] [--spectators 2000] [--seconds 20]`:
 * guests walk and watch in the plaza of a server that runs on this machine; prints what they measured as one JSON object.
 */
import { parseArgs } from "node:util";
import { sayProgress } from "./say-progress.ts";
import { driveLoad } from "./world/drive-load.ts";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const fail = (problem: string): never => {
  sayProgress(problem);
  process.exit(2);
};

const readOptions = () => {
  try {
    return parseArgs({
      options: {
        url: { type: "string", default: "http://127.0.0.1:2567" },
        people: { type: "string", default: "300" },
        spectators: { type: "string", default: "2000" },
        seconds: { type: "string", default: "20" },
      },
    }).values;
  } catch (error) {
    return fail((error as Error).message);
  }
};
const values = readOptions();

const countOf = (name: "people" | "spectators" | "seconds"): number =>
  /^\d{1,5}$/.test(values[name]) ? Number(values[name]) : fail(`--${name} is a whole number, not "${values[name]}".`);

const url = URL.canParse(values.url) ? new URL(values.url) : fail(`--url is no address: "${values.url}".`);
if (url.protocol !== "http:" || !LOOPBACK.test(url.hostname))
  fail(`Load goes only to a server on this machine, such as http://127.0.0.1:2567, not to ${url.origin}.`);
const people = countOf("people");
const spectators = countOf("spectators");
const seconds = countOf("seconds");

await fetch(`${url.origin}/readyz`).catch(() => fail(`No server answers at ${url.origin}. Start one: npm start`));
sayProgress(`connecting ${people} people and ${spectators} spectators …`);
try {
  const load = await driveLoad(url.origin, { people, spectators, areGuests: true });
  sayProgress(`measuring for ${seconds} s …`);
  const seen = await load.measure(seconds);
  console.log(JSON.stringify({ clientsConnected: load.connected, ...seen }));
  load.stop();
} catch (error) {
  fail(`The load could not be put on: ${(error as Error).message}`);
}
