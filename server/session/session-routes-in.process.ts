import { randomBytes, randomInt } from "node:crypto";
import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { createRehearsalVoice } from "../../engine/model/rehearsal/rehearsal-voice.ts";
import type { ConversationReading } from "../conversation/conversation-reading.store.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Route } from "../http/define-route.ts";
import type { PrintPage } from "../print/print-page.adapter.ts";
import { createBackChannelStore } from "./back-channel.store.ts";
import { createInvitationStore } from "./invitations.store.ts";
import { createSeatStore } from "./seats.store.ts";
import { createSessionBudgets } from "./session-budget.store.ts";
import { createSessionActs } from "./session-acts.store.ts";
import { sessionRoutes } from "./session.route.ts";
import { createSessionStore } from "./session.store.ts";
import { createCodebookStore } from "./coding/codebook.store.ts";
import { createSessionCoding } from "./coding/session-coding.ts";
import { sessionCodingRoutes } from "./coding/session-coding.route.ts";
import { createSessionGroups } from "./groups/session-groups.ts";
import { sessionGroupRoutes } from "./groups/session-groups.route.ts";
import { createGroupStore } from "./groups/session-groups.store.ts";
import type { ProposingVoices } from "../models/proposal-ability.ts";
import type { CreateLimiter } from "../redis/create-limiters.adapter.ts";
import { createDryRuns } from "./dry-run/dry-run.ts";
import { dryRunRoutes } from "./dry-run/dry-run.route.ts";
import { createSessionNames } from "./names/session-names.store.ts";
import { createSessionSourceStore } from "./report/session-results.store.ts";
import { createSessionResults } from "./report/session-results.ts";
import { sessionResultRoutes } from "./report/session-results.route.ts";
import { createSessionShares } from "./share/session-shares.ts";
import { sessionShareRoutes } from "./share/session-shares.route.ts";
import { createShareStore } from "./share/shares.store.ts";
import { sessionPictureRoutes } from "./material/pictures.route.ts";
import { createPictureStore } from "./material/pictures.store.ts";
import { sessionPanelRoutes } from "./panel/panel.route.ts";
import { createPanelStore } from "./panel/panel.store.ts";
import { createSessionPanel } from "./panel/session-panel.ts";
import { probeRoutesIn } from "./probe/probe-routes-in.ts";
import { createSessions } from "./sessions.ts";

type SessionPorts = Parameters<typeof createSessions>[0];
type ResultPorts = Parameters<typeof createSessionResults>[0];
type ProbePorts = Parameters<typeof probeRoutesIn>[1];
type PanelPorts = Parameters<typeof createSessionPanel>[0];
type Parts = Pick<SessionPorts, "isPlace"> &
  Pick<ResultPorts, "galleryOf" | "outcomesOf"> &
  Pick<ProbePorts, "isRehearsing" | "jobs" | "personas" | "surveys"> &
  Pick<PanelPorts, "pool"> & {
    conversations: ConversationReading;
    print: PrintPage;
    voices: ProposingVoices;
    createLimiter: CreateLimiter;
  };

/** The routes of sessions, from the plan to what they leave, over a database. */
export function sessionRoutesIn(
  database: Database,
  { conversations, galleryOf, isPlace, jobs, outcomesOf, personas, pool, print, surveys, voices, ...parts }: Parts,
): Route[] {
  const sessions = createSessions({
    store: createSessionStore(database),
    acts: createSessionActs(database),
    invitations: createInvitationStore(database),
    backChannel: createBackChannelStore(database),
    seats: createSeatStore(database),
    budgets: createSessionBudgets(database),
    isPlace,
    makeToken,
  });
  const sources = createSessionSourceStore(database);
  const results = createSessionResults({
    sessions,
    conversations,
    outcomesOf,
    galleryOf,
    sources,
    namesFor: createSessionNames(database),
  });
  const codebooks = createCodebookStore(database);
  return [
    ...sessionRoutes(sessions),
    ...probeRoutesIn(database, { sessions, surveys, jobs, personas, newSeed, isRehearsing: parts.isRehearsing }),
    ...dryRunRoutes(createDryRuns({ sessions, personas, rehearsal: createRehearsalVoice(() => yieldToEventLoop()) })),
    ...sessionPictureRoutes(sessions, createPictureStore(database)),
    ...sessionPanelRoutes(createSessionPanel({ sessions, panels: createPanelStore(database), pool })),
    ...sessionResultRoutes(results, print),
    ...sessionCodingRoutes(createSessionCoding(codebooks, results)),
    ...sessionGroupRoutes(
      createSessionGroups({ store: createGroupStore(database), sessions, results, codebooks, voices }),
      { print, createLimiter: parts.createLimiter },
    ),
    ...sessionShareRoutes(createSessionShares({ shares: createShareStore(database), sessions, results, makeToken })),
  ];
}

const makeToken = (): string => randomBytes(24).toString("base64url");
const newSeed = (): number => randomInt(0x7fff_ffff);
