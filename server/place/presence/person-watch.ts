import type { Role } from "../../../schema/messages/account.ts";
import type { Subscriber } from "../../changes/open-change-bus.adapter.ts";
import type { PersonEvent } from "../../people/person-event.ts";
import type { Attendance } from "./attendance.ts";

type WatchPorts = {
  attendance: Attendance;
  /** For so long a reserved seat may still be taken. */
  seatReservationMs: number;
  roleOf(signInId: string): Promise<Role | null>;
  later(delayMs: number, action: () => void): void;
  report(error: unknown): void;
};

/** Applies events about people to those who are here. */
export class PersonWatch implements Subscriber<"people"> {
  /** Kept for as long as a seat reserved with one may still be taken. */
  readonly #endedSignIns = new Set<string>();
  readonly #ports: WatchPorts;

  constructor(ports: WatchPorts) {
    this.#ports = ports;
  }

  hasEnded(signInId: string): boolean {
    return this.#endedSignIns.has(signInId);
  }

  onChange(event: PersonEvent): void {
    const { attendance, seatReservationMs, later, report } = this.#ports;
    if (event.type === "sign-in-ended") {
      this.#endedSignIns.add(event.signInId);
      later(seatReservationMs, () => this.#endedSignIns.delete(event.signInId));
    }
    attendance.handle(event).catch(report);
  }

  onGap(): void {
    const { attendance, roleOf, report } = this.#ports;
    attendance.recheck(roleOf).catch(report);
  }
}
