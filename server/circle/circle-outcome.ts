/** The outcome of one circle: has it kept up to date, and gives latecomers the summary so far, and minds the text that is being refined (SPEC C2). */
import { mayBeUsed, type Audience } from "../../engine/memory/witnesses.ts";
import type { ServerMessages, SummaryPoint } from "../../schema/messages/room-messages.ts";
import type { HeardPoint, HeardText } from "../outcome/outcome.store.ts";
import { isCasual, isUnheard, type Circle } from "./circle.ts";
import type { CirclePorts } from "./circle-ports.ts";
import { mayKnow } from "./circle-rights.ts";
import type { CircleScope } from "./circle-scope.ts";
import type { CircleSession } from "./circle-session.ts";
import type { Actor } from "./circle-stage.ts";
import type { TurnLog } from "./turn-log.ts";

/** What it uses of its circle. */
type OutcomeCircle = {
  circle: Circle;
  turnLog: Pick<TurnLog, "insist">;
  send(type: "outcome-changed", message: ServerMessages["outcome-changed"]): void;
};

export class CircleOutcome {
  readonly #runner: OutcomeCircle;
  readonly #ports: Pick<CirclePorts, "outcomes" | "clock" | "logger" | "stage">;
  readonly #scope: () => CircleScope;
  #kind: Circle["kind"];
  #summary: readonly HeardPoint[] = [];
  #text: HeardText | null = null;

  constructor(
    runner: OutcomeCircle,
    ports: Pick<CirclePorts, "outcomes" | "clock" | "logger" | "stage">,
    scope: () => CircleScope,
  ) {
    this.#runner = runner;
    this.#ports = ports;
    this.#scope = scope;
    this.#kind = runner.circle.kind;
  }

  /** Nobody reads what becomes of small talk. */
  turnShown(): void {
    if (!isCasual(this.#runner.circle)) this.#ports.outcomes.turnShown(this.#talk());
  }

  /** Call it after each step of the circle: its kind may have changed. */
  followKind(): void {
    const { kind } = this.#runner.circle;
    if (kind === this.#kind) return;
    const talk = this.#talk();
    this.#kind = kind;
    this.#runner.turnLog.insist(() => this.#ports.outcomes.changeKind(talk, kind));
    this.#runner.turnLog.insist(() => this.read());
  }

  /** A circle that sleeps spends nothing more. */
  end(): void {
    if (isCasual(this.#runner.circle) || isUnheard(this.#runner.circle, this.#ports.clock.now())) return;
    const talk = this.#talk();
    this.#runner.turnLog.insist(() => this.#ports.outcomes.markEnd(talk));
  }

  /** Something of the outcome of this kind has changed; null: something may have. */
  changed(kind: Circle["kind"] | null): void {
    const { id: circleId, isPrivate } = this.#runner.circle;
    const changed = { circleId, kind: kind ?? this.#kind };
    const { stage } = this.#ports;
    // It hangs there for everybody.
    if (stage.hasNotesWall && !isPrivate) stage.sendToAll("outcome-changed", changed);
    else this.#runner.send("outcome-changed", changed);
    if (kind === null || kind === this.#kind) this.read().catch(this.#report);
  }

  /** Of the turns that they may know. */
  summaryFor(actor: Actor, session: CircleSession | null): SummaryPoint[] {
    return this.#summary.flatMap(({ text, turnIds, witnesses }) =>
      mayKnow(actor, { witnesses }, session) ? [{ text, turnIds }] : [],
    );
  }

  /** The text that is being refined, where all of this audience may read it; "" for none. */
  textFor(audience: Audience): string {
    return this.#text !== null && mayBeUsed(this.#text.witnesses, audience) ? this.#text.text : "";
  }

  async read(): Promise<void> {
    const { outcomes } = this.#ports;
    const [kind, circleId] = [this.#kind, this.#runner.circle.id];
    const [summary, text] = await Promise.all([
      outcomes.readSummary(circleId, kind),
      kind === "refinement" ? outcomes.readText(circleId) : null,
    ]);
    if (kind === this.#kind) [this.#summary, this.#text] = [summary, text];
  }

  #talk() {
    return { circleId: this.#runner.circle.id, kind: this.#kind, scope: this.#scope() };
  }

  #report = (error: unknown): void =>
    this.#ports.logger.error(
      { err: error, circleId: this.#runner.circle.id },
      "what became of the talk so far could not be read",
    );
}
