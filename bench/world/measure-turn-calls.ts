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

/** Circles of a person and four personas talk; every model call in the ledger is set against the turns shown. */
export async function measureTurnCalls(url: string): Promise<object> {
  const hosts = await Promise.all(TOPICS.map((_, index) => joinPlace(url, `Talker ${index}`)));
  const talks = await openTalks(hosts);
  await Promise.all(talks.map(({ host }) => until("enough turns", () => finishedTurns(host) >= TURNS_EACH, WITHIN_MS)));
  await Promise.all(talks.map(({ host, circleId }) => host.request("steer", { circleId, action: "pause" })));
  await until("the last words", () => hosts.every((host) => openTurns(host) === 0));
  const shown = hosts.reduce((sum, host) => sum + shownTurns(host), 0);
  const tasks = await Promise.all(hosts.map((host) => readTasks(url, host, shownTurns(host))));
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

/** One after another: a persona sits in one circle at a time. */
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

const countOf = ({ heard }: Visitor, type: "turn-started" | "turn-ended"): number =>
  new Set(heard.filter((one) => one.type === type).map(({ message }) => (message as { turnId: string }).turnId)).size;

const endedPersonaTurns = ({ heard }: Visitor) =>
  heard.flatMap((one) => (one.type === "turn-ended" && one.message.voice !== "" ? [one.message] : []));
const finishedTurns = (host: Visitor): number =>
  endedPersonaTurns(host).filter(({ status }) => status === "finished").length;
const shownTurns = (host: Visitor): number => endedPersonaTurns(host).filter(({ text }) => text !== "").length;
const openTurns = (host: Visitor): number => countOf(host, "turn-started") - countOf(host, "turn-ended");

/** The task of every call in this person's name, once the ledger has the last turn's. */
async function readTasks(url: string, host: Visitor, turns: number): Promise<string[]> {
  let tasks: string[] = [];
  const read = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/api/usage?limit=1000`, { headers: { authorization: `Bearer ${host.token}` } });
    tasks = ((await answer.json()) as UsageAnswer).rows.map(({ task }) => task ?? "");
    return tasks.filter((task) => task === "speak").length >= turns;
  };
  const deadlineMs = performance.now() + WITHIN_MS;
  while (!(await read()))
    if (performance.now() > deadlineMs)
      throw new Error("the ledger does not hold the calls of all turns that were shown");
  return tasks;
}
