import { joinPlace, until, type Visitor } from "../../e2e/support/join-place.ts";
import type { CircleTranscript } from "../../schema/messages/room-messages.ts";
import type { UsageAnswer } from "../../schema/messages/usage.ts";
import { sayProgress } from "../say-progress.ts";
import { rounded } from "./rounded.ts";

const TOPICS = [
  "Should the market square be a garden?",
  "What makes a good neighbour?",
  "Is it ever right to break a promise?",
];
const PERSONAS_EACH = 4;
const TURNS_EACH = 22;
const WITHIN_MS = 120_000;
const LIVE_TASKS = new Set(["speak", "decide"]);

type Talk = { host: Visitor; circleId: string };

/** Circles of a person and four personas talk; every model call in the ledger is compared with the turns shown. */
export async function measureTurnCalls(url: string): Promise<object> {
  const hosts = await Promise.all(TOPICS.map((_, index) => joinPlace(url, `Talker ${index}`)));
  const talks = await openTalks(hosts);
  await Promise.all(talks.map((talk) => until("enough turns", () => finishedTurns(talk) >= TURNS_EACH, WITHIN_MS)));
  await Promise.all(talks.map(({ host, circleId }) => host.request("steer", { circleId, action: "pause" })));
  await until("the last words", () => talks.every((talk) => openTurns(talk) === 0));
  const shown = talks.reduce((sum, talk) => sum + shownTurns(talk), 0);
  const tasks = await Promise.all(talks.map((talk) => readTasks(url, talk, shownTurns(talk))));
  await Promise.all(hosts.map(({ room }) => room.leave()));

  const calls = new Map<string, number>();
  for (const task of tasks.flat()) calls.set(task, (calls.get(task) ?? 0) + 1);
  sayProgress(`${shown} turns; calls by task: ${JSON.stringify(Object.fromEntries(calls))}`);
  const countOf = (isCounted: (task: string) => boolean): number =>
    [...calls].reduce((sum, [task, count]) => sum + (isCounted(task) ? count : 0), 0);
  return {
    speakAndDecideCallsPerTurn: rounded(countOf((task) => LIVE_TASKS.has(task)) / shown),
    otherCallsPerTurn: rounded(countOf((task) => !LIVE_TASKS.has(task)) / shown),
    shownTurns: shown,
  };
}

/** Sequentially, as a persona sits in one circle at a time. */
async function openTalks(hosts: Visitor[]): Promise<Talk[]> {
  const talks: Talk[] = [];
  const free = [...hosts[0]!.room.state.avatars.values()].filter(({ kind }) => kind === "persona");
  for (const [index, host] of hosts.entries()) {
    const { circleId } = await host.request<CircleTranscript>("open-circle", { topic: TOPICS[index] });
    await host.request("steer", { circleId, action: "set-speed", speed: 10 });
    for (const persona of free.splice(0, PERSONAS_EACH)) await host.request("invite", { personaId: persona.personaId });
    await host.request("say", { text: `${TOPICS[index]} I would like to hear all of you.` });
    talks.push({ host, circleId });
  }
  return talks;
}

/** Filters by circle, as turns of circles close by are heard, too. */
const startedTurns = ({ host, circleId }: Talk) =>
  host.received.flatMap((one) =>
    one.type === "turn-started" && one.message.circleId === circleId ? [one.message] : [],
  );
const endedTurns = ({ host, circleId }: Talk) =>
  host.received.flatMap((one) => (one.type === "turn-ended" && one.message.circleId === circleId ? [one.message] : []));

const personaTurns = (talk: Talk) => endedTurns(talk).filter(({ voice }) => voice !== "");
const finishedTurns = (talk: Talk): number => personaTurns(talk).filter(({ status }) => status === "finished").length;
const shownTurns = (talk: Talk): number => personaTurns(talk).filter(({ text }) => text !== "").length;
const openTurns = (talk: Talk): number => {
  const ended = new Set(endedTurns(talk).map(({ turnId }) => turnId));
  return startedTurns(talk).filter(({ turnId }) => !ended.has(turnId)).length;
};

/** The task of every call for this circle, once the ledger has the last turn's. */
async function readTasks(url: string, { host, circleId }: Talk, turns: number): Promise<string[]> {
  let tasks: string[] = [];
  const read = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/api/usage?limit=1000`, { headers: { authorization: `Bearer ${host.token}` } });
    tasks = ((await answer.json()) as UsageAnswer).rows
      .filter((row) => row.circleId === circleId)
      .map(({ task }) => task ?? "");
    return tasks.filter((task) => task === "speak").length >= turns;
  };
  const deadlineMs = performance.now() + WITHIN_MS;
  while (!(await read()))
    if (performance.now() > deadlineMs)
      throw new Error("the ledger does not hold the calls of all turns that were shown");
  return tasks;
}
