/**
 * A full place: 300 people, 700 personas and 2,000 spectators over real WebSockets on loopback. The spectators follow a
 * circle, react, and vote.
 * The server and its load run in separate processes.
 */
import { fork } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { sayProgress } from "../say-progress.ts";
import { driveLoad } from "./drive-load.ts";
import { receiveMessage } from "./receive-message.ts";
import type { Beat, FromServer, ToServer } from "./load-messages.ts";
import { percentile } from "./percentile.ts";
import { rounded } from "./rounded.ts";

const PEOPLE = Number(process.env["BENCH_PEOPLE"] ?? 300);
const SPECTATORS = Number(process.env["BENCH_SPECTATORS"] ?? 2000);
/** A folder for a CPU profile of the server. */
const PROFILE_FOLDER = process.env["BENCH_PROFILE"];
const SETTLE_MS = 5000;
const MEASURE_SECONDS = 20;

export async function measureFullPlace(): Promise<object> {
  const server = fork(new URL("serve-world.program.ts", import.meta.url), {
    execArgv: [
      ...process.execArgv,
      ...(PROFILE_FOLDER === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${PROFILE_FOLDER}`]),
    ],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  server.on("message", (message: FromServer) => {
    if (message.type === "problem") sayProgress(`the place met a problem: ${message.text}`);
  });
  const ask = (message: ToServer): void => void server.send(message);
  try {
    const { url } = await receiveMessage<FromServer, "listening">(server, "listening");
    sayProgress(`connecting ${PEOPLE} people and ${SPECTATORS} spectators …`);
    const load = await driveLoad(url, { people: PEOPLE, spectators: SPECTATORS, areGuests: false });
    try {
      await wait(SETTLE_MS);
      sayProgress(`measuring the full place for ${MEASURE_SECONDS} s …`);
      const measured = receiveMessage<FromServer, "measured">(server, "measured");
      ask({ type: "measure", seconds: MEASURE_SECONDS });
      const [own, { clientsDropped, ...seen }] = await Promise.all([measured, load.measure(MEASURE_SECONDS)]);
      const { beats } = own;
      const share = (clock: keyof Beat, part: number): number =>
        rounded(
          percentile(
            beats.map((beat) => beat[clock]),
            part,
          ),
        );
      const patchMs = beats.slice(1).map(({ startedAtMs }, index) => startedAtMs - beats[index]!.startedAtMs);
      return {
        bytesPerMovingAvatar: rounded(own.bytesPerMovingAvatar),
        stepAndEncodeP50Ms: share("stepAndEncodeMs", 0.5),
        stepAndEncodeP99Ms: share("stepAndEncodeMs", 0.99),
        stepAndEncodeCpuP50Ms: share("stepAndEncodeCpuMs", 0.5),
        stepAndEncodeCpuP99Ms: share("stepAndEncodeCpuMs", 0.99),
        encodeP95Ms: share("encodeMs", 0.95),
        encodeCpuP95Ms: share("encodeCpuMs", 0.95),
        withSendsP50Ms: share("withSendsMs", 0.5),
        withSendsP99Ms: share("withSendsMs", 0.99),
        withSendsCpuP50Ms: share("withSendsCpuMs", 0.5),
        withSendsCpuP99Ms: share("withSendsCpuMs", 0.99),
        busyCpuP50Ms: share("busyCpuMs", 0.5),
        busyCpuP99Ms: share("busyCpuMs", 0.99),
        patchMs: rounded(percentile(patchMs, 0.5)),
        patchP99Ms: rounded(percentile(patchMs, 0.99)),
        clientsConnected: load.connected,
        clientsDropped,
        ...seen,
        movingPersonasShare: rounded(own.movingPersonas),
        movingPeopleShare: rounded(own.movingPeople),
        serverCores: rounded(own.cores),
        serverMemoryMiB: Math.round(own.memoryMiB),
      };
    } finally {
      load.stop();
    }
  } finally {
    ask({ type: "stop" });
  }
}
