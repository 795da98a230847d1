import { verbatim } from "../../schema/messages/message.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SpeechEnd } from "../turn/speech-end.ts";
import { advanceCircle } from "./advance-circle.ts";
import { createCircle, statusOf, type Circle, type Member } from "./circle.ts";
import type { CircleEffect, CircleEvent } from "./circle-event.ts";
import { HOLD_AFTER_KEY_MS, HOLD_AT_MOST_MS } from "./circle-times.ts";

const members: Member[] = [
  { id: "ada", kind: "person", name: "Ada", seat: 0 },
  { id: "ben", kind: "person", name: "Ben", seat: 1 },
  { id: "bruno", kind: "persona", name: "Bruno", seat: 2 },
  { id: "clio", kind: "persona", name: "Clio", seat: 3 },
  { id: "dora", kind: "persona", name: "Dora", seat: 4 },
];
const end: SpeechEnd = {
  status: "finished",
  inputTokens: 1,
  outputTokens: 1,
  costNano: 1,
  voice: "a/b",
  problem: null,
};

/** Events that may happen at any time, from people and the clock; `Troupe` produces the world's answers. */
const anyMember = fc.constantFrom(...members);
const happening = fc.oneof(
  { weight: 2, arbitrary: anyMember.map((member): CircleEvent => ({ type: "member-joined", member })) },
  anyMember.map((member): CircleEvent => ({ type: "member-left", memberId: member.id })),
  { weight: 2, arbitrary: fc.boolean().map((watched): CircleEvent => ({ type: "watched", watched })) },
  { weight: 1, arbitrary: fc.boolean().map((wanted): CircleEvent => ({ type: "voice-wanted", wanted })) },
  fc.boolean().map((typing): CircleEvent => ({ type: "typed", personId: "ada", typing })),
  fc.constant<CircleEvent>({ type: "spoke-up", personId: "ada" }),
  { weight: 2, arbitrary: fc.constant<CircleEvent>({ type: "said", personId: "ada", personName: "Ada", turnId: "" }) },
  fc.constantFrom<CircleEvent>(
    { type: "paused" },
    { type: "resumed" },
    { type: "next-asked" },
    { type: "skipped", by: "Ada" },
    { type: "speaker-chosen", personaId: "clio", by: "Ada" },
    { type: "mode-set", mode: "manual" },
    { type: "mode-set", mode: "auto" },
    { type: "speed-set", speed: 1 },
    { type: "speed-set", speed: 10 },
    { type: "kind-set", kind: "debate" },
    { type: "draft-edited", text: "My own words." },
    { type: "draft-sent" },
    { type: "withdrew" },
  ),
);
const step = fc.oneof(
  { weight: 3, arbitrary: happening.map((event) => ({ do: "event" as const, event })) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 40_000 }).map((ms) => ({ do: "wait" as const, ms })) },
  { weight: 6, arbitrary: fc.nat().map((pick) => ({ do: "answer" as const, pick })) },
);

/** Answers everything a circle asks for, in any order, and checks every rule as it goes. */
class Troupe {
  now = 1_000_000;
  readonly circle: Circle = createCircle({ id: "circle", topic: "bread", kind: "chat", speed: 8 }, this.now);
  begun = 0;
  /** What minds have spent on speech and reported, and how much of it the circle has charged to turns or itself. */
  spent = 0;
  billed = 0;
  removed = false;
  #ids = 0;
  #wakeAt: number | null = null;
  #heard: { turnId: string; text: string; deltas: number } | null = null;
  #deltaTimes: number[] = [];
  /** Work and commits the circle waits for. */
  #open: (CircleEvent | { type: "speech"; work: number; left: number })[] = [];

  send(event: CircleEvent): void {
    if (this.removed) return;
    if (event.type === "said") {
      const { personId } = event;
      if (this.circle.endedAt !== null || !this.circle.members.some(({ id }) => id === personId)) return;
      event = { ...event, turnId: `said-${++this.#ids}` };
      this.#open.push({
        type: "turn-committed",
        turnId: event.turnId,
        speakerKind: "person",
        said: null,
        awaitsPerson: false,
      });
    }
    if (event.type === "withdrew") this.#open.push({ type: "erased" });
    const before = structuredClone(this.circle);
    for (const effect of advanceCircle(this.circle, event, this.now, () => `turn-${++this.#ids}`))
      this.#perform(effect, before);
    if (this.circle.speaking) expect(this.circle.committing.has(this.circle.speaking.turnId)).toBe(false);
  }

  wait(ms: number): void {
    const until = this.now + ms;
    while (this.#wakeAt !== null && this.#wakeAt <= until && !this.removed) {
      expect(this.#wakeAt).toBeGreaterThan(this.now);
      this.now = this.#wakeAt;
      this.#wakeAt = null;
      this.send({ type: "time-passed" });
    }
    this.now = until;
  }

  answer(pick: number): void {
    const [open] = this.#open.splice(pick % Math.max(1, this.#open.length), 1);
    if (!open) return;
    if (open.type !== "speech") return this.send(open);
    if (open.left > 0) this.#open.push({ ...open, left: open.left - 1 });
    if (open.left > 0)
      this.send({ type: "speech-grew", work: open.work, text: `thought ${++this.#ids} about bread, ` });
    else {
      this.spent += end.costNano;
      this.send({
        type: "speech-ended",
        work: open.work,
        end: pick % 7 ? end : { ...end, status: "failed", problem: verbatim("No voice."), overBudget: pick % 3 === 0 },
      });
    }
  }

  /** Spending of turns that have not ended yet. */
  get held(): number {
    const { speaking, upcoming } = this.circle;
    return (speaking?.end?.costNano ?? 0) + (upcoming?.end?.costNano ?? 0);
  }

  get idle(): boolean {
    return this.#open.length === 0;
  }

  #perform(effect: CircleEffect, before: Circle): void {
    switch (effect.type) {
      case "decide":
        expect(statusOf(this.circle, this.now)).toBe("talking");
        expect(this.circle.erasures).toBe(0);
        expect(effect.candidates.length).toBeGreaterThan(0);
        this.#open.push(this.#decision(effect.work, effect.candidates));
        return;
      case "draft":
        expect(statusOf(this.circle, this.now)).toBe("talking");
        expect(this.circle.erasures).toBe(0);
        this.#open.push({ type: "speech", work: effect.work, left: 3 });
        return;
      case "begin-turn":
        expect(this.#heard).toBeNull();
        expect([...this.circle.committing].filter((id) => id !== effect.turnId)).toEqual([]);
        // A turn refused by a budget pauses the circle in the step that shows it.
        if (this.circle.pausedWhy === null) expect(statusOf(this.circle, this.now)).toBe("talking");
        this.#expectNotHeld(before);
        this.#heard = { turnId: effect.turnId, text: "", deltas: 0 };
        this.begun += 1;
        return;
      case "show":
        expect(effect).toMatchObject({ turnId: this.#heard?.turnId, seq: this.#heard?.deltas });
        this.#heard = { turnId: effect.turnId, text: this.#heard!.text + effect.text, deltas: effect.seq + 1 };
        this.#deltaTimes = [...this.#deltaTimes.filter((at) => at > this.now - 1_000), this.now];
        expect(this.#deltaTimes.length).toBeLessThanOrEqual(20);
        return;
      case "end-turn":
        expect(effect.end).toMatchObject({ turnId: this.#heard?.turnId, text: this.#heard?.text });
        this.#heard = null;
        this.billed += effect.end.costNano;
        this.#open.push({
          type: "turn-committed",
          turnId: effect.end.turnId,
          speakerKind: "persona",
          said: null,
          awaitsPerson: false,
        });
        return;
      case "abandon":
        this.#open = this.#open.map((open) =>
          open.type === "speech" && open.work === effect.work ? { ...open, left: 0 } : open,
        );
        return;
      case "bill":
        this.billed += effect.spending.costNano;
        return;
      case "end":
        expect(this.#heard).toBeNull();
        return;
      case "remove":
        expect(this.circle.committing.size).toBe(0);
        this.removed = true;
        return;
      case "wake":
        this.#wakeAt = effect.at;
    }
  }

  #decision(work: number, candidates: string[]): CircleEvent {
    const nextPersonaId = candidates[work % candidates.length]!;
    if (work % 11 === 0) return { type: "decision-failed", work, problem: verbatim("No light model.") };
    if (work % 13 === 0) return { type: "decided", work, decision: null };
    const factors = { relevance: 0, expertise: 0, participationBalance: 0, conversationFlow: 0 };
    return { type: "decided", work, decision: { nextPersonaId, reasoning: "", priorityScore: 0, factors } };
  }

  #expectNotHeld(before: Circle): void {
    const isTyping = [...this.circle.lastKeyAt.values()].some((at) => this.now - at < HOLD_AFTER_KEY_MS);
    if (isTyping) expect(this.now - (before.heldSince ?? this.now)).toBeGreaterThanOrEqual(HOLD_AT_MOST_MS);
  }
}

describe("any sequence of events", () => {
  it("C1 C4 C5 C6 C9 L6 keeps one speaker, respects pause, sleep, typing and withdrawal, shows what it stores, bills each draft once and never gets stuck", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 120 }), (steps) => {
        const troupe = new Troupe();
        troupe.send({ type: "watched", watched: true });
        for (const member of members) troupe.send({ type: "member-joined", member });
        for (const next of steps) {
          if (next.do === "event") troupe.send(next.event);
          else if (next.do === "wait") troupe.wait(next.ms);
          else troupe.answer(next.pick);
        }

        expect(troupe.billed + troupe.held).toBe(troupe.spent);
        const before = troupe.begun;
        troupe.send({ type: "watched", watched: true });
        for (const member of members) troupe.send({ type: "member-joined", member });
        troupe.send({ type: "typed", personId: "ada", typing: false });
        troupe.send({ type: "mode-set", mode: "auto" });
        troupe.send({ type: "resumed" });
        troupe.send({ type: "said", personId: "ada", personName: "Ada", turnId: "" });
        for (let round = 0; round < 200 && (troupe.begun === before || !troupe.idle); round++) {
          troupe.answer(1);
          troupe.wait(500);
          if (troupe.circle.paused) troupe.send({ type: "resumed" });
          if (troupe.begun > before + 3) break;
        }
        if (troupe.circle.endedAt === null) expect(troupe.begun).toBeGreaterThan(before);
      }),
      { numRuns: 300 },
    );
  });
});
