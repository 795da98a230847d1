/** C7, O5: whatever is killed and whenever, no announced turn is lost or duplicated. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CircleTranscript, TurnView } from "../schema/messages/room-messages.ts";
import { joinPlace, until, type Visitor } from "./support/join-place.ts";
import { startWorld, type World } from "./support/start-world.ts";

const MOMENTS = 10;
const LONGEST_MOMENT_MS = 2500;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Every process of the embedded Postgres: the postmaster and its children. */
const postgresProcesses = (): number[] => {
  const postmaster = Number(
    readFileSync(join(world.dataFolder, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0],
  );
  const children = readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => {
      try {
        return (
          readFileSync(`/proc/${entry}/stat`, "utf8")
            .replace(/^.*\) /s, "")
            .split(" ")[1] === String(postmaster)
        );
      } catch {
        return false; // It ended meanwhile.
      }
    });
  return [postmaster, ...children.map(Number)];
};

const killEverything = async () => {
  const pids = postgresProcesses();
  await Promise.all([world.kill(), ...pids.map((pid) => kill(pid))]);
};
const kill = async (pid: number) => {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone.
  }
};

const openTalk = async (visitor: Visitor): Promise<string> => {
  const { circleId } = await visitor.request<CircleTranscript>("open-circle", {
    topic: "Which boat goes first?",
    kind: "chat",
  });
  const personas = [...visitor.room.state.avatars.values()].filter(
    (avatar) => avatar.kind === "persona" && avatar.circleId === "",
  );
  for (const persona of personas.slice(0, 2)) await visitor.request("invite", { personaId: persona.personaId });
  await visitor.request("steer", { circleId, action: "set-speed", speed: 10 });
  await visitor.request("say", { text: "Which boat should leave the harbour first, and why?" });
  return circleId;
};

/** Restored circles may be within hearing, too: only this one counts. */
const announcedTurns = (visitor: Visitor, circleId: string) =>
  visitor.received.flatMap((entry) =>
    entry.type === "turn-ended" && entry.message.circleId === circleId ? [entry.message] : [],
  );

const storedTurns = async (visitor: Visitor, circleId: string): Promise<TurnView[]> => {
  const answer = await fetch(`${world.url}/api/conversations/${circleId}`, {
    headers: { authorization: `Bearer ${visitor.token}` },
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { turns: TurnView[] }).turns;
};

const killings = [
  { what: "the server alone, Postgres left behind", strike: () => world.kill() },
  { what: "the server and Postgres at once", strike: killEverything },
];

for (const { what, strike } of killings) {
  test(
    `C7 O5 kill -9 of ${what}, at ${MOMENTS} moments of a turn: every announced turn is there, once`,
    { timeout: 300_000 },
    async () => {
      for (let moment = 0; moment < MOMENTS; moment++) {
        const visitor = await joinPlace(world.url, `Visitor ${moment}`);
        const circleId = await openTalk(visitor);
        await until("a persona to speak", () =>
          visitor.received.find((entry) => entry.type === "turn-started" && entry.message.speakerKind === "persona"),
        );
        await new Promise((then) => setTimeout(then, Math.random() * LONGEST_MOMENT_MS));
        await strike();
        const announced = announcedTurns(visitor, circleId);
        expect(announced.length).toBeGreaterThan(0);
        visitor.room.removeAllListeners();
        await world.restart();

        const stored = await storedTurns(visitor, circleId);
        expect(new Set(stored.map((turn) => turn.id)).size).toBe(stored.length);
        for (const turn of announced) {
          expect(stored.filter((entry) => entry.id === turn.turnId)).toMatchObject([
            { text: turn.text, status: turn.status },
          ]);
        }
        expect(stored.filter((turn) => turn.status === "speaking")).toEqual([]);

        // A returning visitor finds the circle where it was.
        const returned = await joinPlace(world.url, "Witness");
        expect([...returned.room.state.circles.keys()]).toContain(circleId);
        await returned.room.leave();
      }
    },
  );
}
