import type { Room } from "@colyseus/core";
import { CASUAL_TALK_ID } from "../../../schema/messages/budget.ts";
import type { CircleHost } from "../../circle/circle-stage.ts";
import type { Floor } from "../ground/floor.ts";
import type { PlaceDependencies } from "../place-dependencies.ts";
import type { Attendance } from "../presence/attendance.ts";
import { EntranceTalk } from "./entrance-talk.ts";

const EVERY_MS = 1000;

type Tended = Pick<Room, "clock"> & { floor: Floor; host: CircleHost; attendance: Attendance };

/** Keeps the entrance talk running for the life of the room, where the place lists topics and personas may talk by themselves. */
export function tendEntrance(
  { floor, host, attendance, clock }: Tended,
  { mayTalkCasually }: Pick<PlaceDependencies, "mayTalkCasually">,
  workspaceId: string,
  report: (error: unknown) => void,
): void {
  const { entranceTalk: entrance } = floor.place;
  if (entrance === undefined || mayTalkCasually === undefined) return;
  const isAffordable = () => mayTalkCasually(workspaceId);
  const now = () => clock.currentTime;
  const scope = { workspaceId, actor: { kind: "system", name: CASUAL_TALK_ID } } as const;
  const parts = { entrance, floor, attendance, host };
  const talk = new EntranceTalk({ ...parts, scope, isAffordable, now, random: Math.random, report });
  clock.setInterval(() => talk.tend(), EVERY_MS);
}
