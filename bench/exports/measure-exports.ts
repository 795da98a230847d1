/**
 * Files of a conversation of 10,000 turns, and of a session with them, over HTTP (SPEC C8, C9): how long each takes, how
 * large it is, how much memory it takes beyond what the process had, and the longest time in which the server answered
 * nobody.
 */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import express from "express";
import { EXPORT_FORMATS } from "../../schema/messages/conversation.ts";
import { createConversationReading } from "../../server/conversation/conversation-reading.store.ts";
import { conversationRoutes } from "../../server/conversation/conversations.route.ts";
import { createStanceStore } from "../../server/conversation/stance.store.ts";
import { startEmbeddedPostgres } from "../../server/database/embedded-postgres.process.ts";
import { openDatabase, type Database } from "../../server/database/open-database.store.ts";
import { createGalleryStore } from "../../server/gallery/gallery.store.ts";
import { mountRoutes } from "../../server/http/mount-routes.middleware.ts";
import { outcomesIn } from "../../server/outcome/outcome-reading.store.ts";
import { createPrinter } from "../../server/print/print-page.adapter.ts";
import { createBackChannelStore } from "../../server/session/back-channel.store.ts";
import { createInvitationStore } from "../../server/session/invitations.store.ts";
import { createSeatStore } from "../../server/session/seats.store.ts";
import { createSessionActs } from "../../server/session/session-acts.store.ts";
import { createSessionBudgets } from "../../server/session/session-budget.store.ts";
import { createSessionStore } from "../../server/session/session.store.ts";
import { createSessions } from "../../server/session/sessions.ts";
import { createSessionNames } from "../../server/session/names/session-names.store.ts";
import { createSessionSourceStore } from "../../server/session/report/session-results.store.ts";
import { createSessionResults } from "../../server/session/report/session-results.ts";
import { sessionResultRoutes } from "../../server/session/report/session-results.route.ts";
import { sayProgress } from "../say-progress.ts";
import { rounded } from "../world/rounded.ts";
import { addLongSession, LONG } from "./add-long-session.ts";

const MIB = 2 ** 20;
const SETTLE_MS = 300;
const MEMORY_EVERY_MS = 20;

type Figures = { seconds: number; MiB: number; longestBlockMs: number; heapMiB: number };

export async function measureExports(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "dramatis-bench-"));
  const postgres = await startEmbeddedPostgres(folder);
  const database = await openDatabase(postgres.url);
  try {
    const userId = await addLongSession(database);
    sayProgress("10,000 turns are stored …");
    const server = await serve(database, userId);
    const paths: Record<string, string> = {
      ...Object.fromEntries(
        EXPORT_FORMATS.map((format) => [format, `/api/conversations/${LONG.circleId}/export?format=${format}`]),
      ),
      sessionCsv: `/api/sessions/${LONG.sessionId}/export?format=csv`,
      sessionJson: `/api/sessions/${LONG.sessionId}/export?format=json`,
      sessionReport: `/api/sessions/${LONG.sessionId}/report`,
      sessionReportPdf: `/api/sessions/${LONG.sessionId}/report?format=pdf`,
    };
    // Modules are loaded, and statements prepared.
    await fetchAll(`${server.url}${paths["csv"]}`);
    const figures: Record<string, Figures> = {};
    for (const [name, path] of Object.entries(paths)) {
      figures[name] = await measure(`${server.url}${path}`);
      sayProgress(`${name}: ${JSON.stringify(figures[name])}`);
    }
    server.close();
    return figures;
  } finally {
    await database.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function serve(database: Database, userId: string): Promise<{ url: string; close(): void }> {
  const print = createPrinter({ report: (error) => sayProgress(String(error).split("\n")[0]!) });
  const report = (error: unknown) => sayProgress(String(error));
  const conversations = createConversationReading(database);
  const outcomesOf = outcomesIn(database, report);
  const galleryOf = createGalleryStore(database).read;
  const sessions = createSessions({
    store: createSessionStore(database),
    acts: createSessionActs(database),
    budgets: createSessionBudgets(database),
    invitations: createInvitationStore(database),
    backChannel: createBackChannelStore(database),
    seats: createSeatStore(database),
    isPlace: () => true,
    makeToken: () => "",
  });
  const sources = createSessionSourceStore(database);
  const namesFor = createSessionNames(database);
  const results = createSessionResults({ sessions, conversations, outcomesOf, galleryOf, sources, namesFor });
  const caller = {
    userId,
    workspaceId: "default",
    signInId: "bench",
    name: "Bench",
    role: "admin",
    colour: "",
  } as const;
  const app = express();
  app.use(
    mountRoutes(
      [
        ...conversationRoutes(conversations, createStanceStore(database), outcomesOf, galleryOf, { print, namesFor }),
        ...sessionResultRoutes(results, print),
      ],
      async () => caller,
    ),
  );
  const listening = app.listen(0, "127.0.0.1");
  await once(listening, "listening");
  return { url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`, close: () => listening.close() };
}

/** In a thread of its own, so that reading blocks no one. @returns bytes */
async function fetchAll(url: string): Promise<number> {
  const read = `const { parentPort, workerData } = require("node:worker_threads");
    fetch(workerData, { headers: { authorization: "Bearer bench" } }).then(async (answer) => {
      let bytes = 0;
      for await (const part of answer.body) bytes += part.length;
      parentPort.postMessage(answer.ok ? bytes : -answer.status);
    });`;
  const [bytes] = (await once(new Worker(read, { eval: true, workerData: url }), "message")) as [number];
  if (bytes < 0) throw new Error(`${url} answered ${-bytes}.`);
  return bytes;
}

async function measure(url: string): Promise<Figures> {
  globalThis.gc?.();
  await wait(SETTLE_MS);
  const before = process.memoryUsage().heapUsed;
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().heapUsed)), MEMORY_EVERY_MS);
  const gaps = monitorEventLoopDelay({ resolution: 1 });
  gaps.enable();
  const startedAt = performance.now();
  const bytes = await fetchAll(url);
  const seconds = (performance.now() - startedAt) / 1000;
  gaps.disable();
  clearInterval(watching);
  return {
    seconds: rounded(seconds),
    MiB: rounded(bytes / MIB),
    longestBlockMs: rounded(gaps.max / 1e6, 1),
    heapMiB: rounded((most - before) / MIB, 1),
  };
}
