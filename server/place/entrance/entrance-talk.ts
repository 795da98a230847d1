import type { Principal } from "../../../engine/scope/scope.ts";
import type { Place } from "../../../schema/messages/place.ts";
import { distanceBetween } from "../../../schema/rules/point.ts";
import { FULL_CIRCLES_APART_M } from "../../../schema/rules/seating.ts";
import { IntentRefused, type Actor, type CircleHost } from "../../circle/circle-stage.ts";
import type { Floor } from "../ground/floor.ts";
import type { Attendance } from "../presence/attendance.ts";
import { HEARING_RADIUS_M } from "../presence/audience.ts";
import { FIRST_MEMORY, planEntranceTalk, type EntranceMove, type EntranceView } from "./plan-entrance-talk.ts";

/** About 13 s between turns: lively enough to walk in on, and cheap for a small model. */
const SPEED = 4;
const DEFAULT_LANGUAGE = "en";

type Ports = {
  /** Of personas that act on their own. */
  scope: Principal;
  entrance: NonNullable<Place["entranceTalk"]>;
  floor: Floor;
  attendance: Pick<Attendance, "everyone">;
  host: Pick<CircleHost, "openCircle" | "joinCircle" | "steer">;
  /** Whether the voice is free, or the talk has a budget. */
  isAffordable(): boolean;
  /** ms */
  now(): number;
  random(): number;
  report(error: unknown): void;
};

/** Carries out the plan for the personas' talk near the entrance, with the same intents as people. */
export class EntranceTalk {
  private readonly ports: Ports;
  private memory = FIRST_MEMORY;
  private circleId: string | null = null;
  private isActing = false;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /** Call it about once a second. */
  tend(): void {
    if (this.isActing) return;
    const { entrance, now, random, report } = this.ports;
    const { move, memory } = planEntranceTalk(this.look(), this.memory, entrance.topics, now(), random);
    this.memory = memory;
    if (move === null) return;
    this.isActing = true;
    this.act(move)
      // A person was faster, or the server is about to stop.
      .catch((error: unknown) => error instanceof IntentRefused || report(error))
      .finally(() => (this.isActing = false));
  }

  private look(): EntranceView {
    const { entrance, floor, isAffordable } = this.ports;
    const { circles } = floor.state;
    const talk = this.findTalk();
    return {
      isAffordable: isAffordable(),
      hearers: this.listHearers(),
      talk: talk && {
        isCasual: talk.isCasual,
        isStuck: talk.status === "paused" || talk.mode === "manual",
        personaCount: talk.members.length,
      },
      isSpotFree: [...circles.values()].every((circle) => distanceBetween(circle, entrance) >= FULL_CIRCLES_APART_M),
      freePersonaIds: this.listFreePersonas(),
    };
  }

  /** Finds the current talk, also one restored after a restart. */
  private findTalk() {
    const { circles } = this.ports.floor.state;
    this.circleId ??= [...circles].find(([, { isCasual }]) => isCasual)?.[0] ?? null;
    const circle = circles.get(this.circleId ?? "");
    if (circle !== undefined && circle.status !== "ended") return circle;
    this.circleId = null;
    return null;
  }

  private listHearers(): string[] {
    const { attendance, entrance, floor } = this.ports;
    return [...attendance.everyone()]
      .flatMap(({ actor, client, mover, hears, language = DEFAULT_LANGUAGE }) => {
        // Spectators who follow nothing yet may follow this; they count after people standing here.
        const metres = mover === null ? HEARING_RADIUS_M : distanceBetween(mover.body, entrance);
        const circleId = mover === null ? [...hears][0] : floor.state.avatars.get(actor.userId)?.circleId;
        const isElsewhere = circleId && circleId !== this.circleId;
        return client === null || metres > HEARING_RADIUS_M || isElsewhere ? [] : [{ language, metres }];
      })
      .toSorted((one, other) => one.metres - other.metres)
      .map(({ language }) => language);
  }

  private listFreePersonas(): string[] {
    const { entrance, floor } = this.ports;
    const { avatars } = floor.state;
    const metresTo = (id: string) => distanceBetween(floor.simulation.movers.get(id)!.body, entrance);
    return [...floor.castIds]
      .filter((id) => avatars.get(id)?.circleId === "")
      .map((id) => ({ id, metres: metresTo(id) }))
      .toSorted((one, other) => one.metres - other.metres)
      .map(({ id }) => id);
  }

  private async act(move: EntranceMove): Promise<void> {
    const { entrance, floor, host } = this.ports;
    if (move.type === "stop") {
      const [speaker] = floor.state.circles.get(this.circleId!)?.members ?? [];
      if (speaker) await host.steer(this.actorOf(speaker), { circleId: this.circleId!, action: "stop" });
      return;
    }
    const joining = [...move.personaIds];
    if (move.type === "open") {
      const opener = this.actorOf(joining.shift()!);
      const { topic, language } = move;
      const spot = { x: entrance.x, z: entrance.z };
      const opened = await host.openCircle(opener, { topic, kind: "chat", private: false, language }, spot);
      this.circleId = opened.circleId;
      await host.steer(opener, { circleId: opened.circleId, action: "set-speed", speed: SPEED });
    }
    for (const personaId of joining)
      if (floor.state.avatars.get(personaId)?.circleId === "")
        await host.joinCircle(this.actorOf(personaId), { circleId: this.circleId! });
  }

  private actorOf(personaId: string): Actor {
    const name = this.ports.floor.state.avatars.get(personaId)?.name ?? "";
    return { scope: this.ports.scope, userId: personaId, name, role: "persona", spectator: false, isPersona: true };
  }
}
