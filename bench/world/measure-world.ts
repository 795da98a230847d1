import { sayProgress } from "../say-progress.ts";
import { measureFullPlace } from "./measure-full-place.ts";
import { measureJoinGap } from "./measure-join-gap.ts";
import { measureLateJoin } from "./measure-late-join.ts";
import { measurePages } from "./measure-pages.ts";
import { measureRecording } from "./measure-recording.ts";
import { measureTurnCalls } from "./measure-turn-calls.ts";
import { measureWarmStart } from "./measure-warm-start.ts";
import { prepareOwnServer } from "./own-server.ts";
import { startRehearsedModel } from "./rehearsed-model.ts";

const LONGEST_MINUTES = 5;

/** The world: a full place, then a complete server with Postgres, circles and a browser. */
export async function measureWorld(): Promise<object> {
  const deadline = setTimeout(() => {
    sayProgress(`the measurement took longer than ${LONGEST_MINUTES} minutes and was given up`);
    process.exit(1);
  }, LONGEST_MINUTES * 60_000);
  try {
    const place = await measureFullPlace();
    const voice = await startRehearsedModel();
    const server = await prepareOwnServer({ OPENAI_BASE_URL: voice.url, MODEL: `openai/${voice.model}` });
    try {
      sayProgress("starting a whole server, twice …");
      const start = await measureWarmStart(server);
      // First, while all personas are free.
      sayProgress("recording a circle of eight …");
      const recording = await measureRecording(server.url);
      sayProgress("joining circles …");
      const joins = await measureJoinGap(server.url);
      sayProgress("coming late to a long talk …");
      const late = await measureLateJoin(server.url);
      sayProgress("letting circles talk …");
      const turns = await measureTurnCalls(server.url);
      return { ...place, ...start, ...joins, ...late, ...turns, ...recording, ...(await measurePages(server.url)) };
    } finally {
      await server.remove();
      voice.close();
    }
  } finally {
    clearTimeout(deadline);
  }
}
