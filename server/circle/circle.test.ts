import { verbatim } from "../../schema/messages/message.ts";
import { describe, expect, it } from "vitest";
import type { SpeechEnd } from "../turn/speech-end.ts";
import { advanceCircle } from "./advance-circle.ts";
import { beginPhase } from "../../schema/rules/debate/debate-floor.ts";
import { createCircle, draftViewOf, speakersOf, statusOf, type Circle } from "./circle.ts";
import type { CircleEffect, CircleEvent } from "./circle-event.ts";
import { gapAfterTurn } from "./circle-times.ts";

const ada = { id: "ada", kind: "person", name: "Ada", seat: 0 } as const;
const bruno = { id: "bruno", kind: "persona", name: "Bruno", seat: 1 } as const;
const clio = { id: "clio", kind: "persona", name: "Clio", seat: 2 } as const;

const finished: SpeechEnd = {
  status: "finished",
  inputTokens: 9,
  outputTokens: 4,
  costNano: 7,
  voice: "rehearsal/script",
  problem: null,
};
const failed: SpeechEnd = {
  ...finished,
  status: "failed",
  costNano: 0,
  problem: verbatim("The voice did not answer."),
};

const decisionFor = (nextPersonaId: string) => ({
  nextPersonaId,
  reasoning: "has something to say",
  priorityScore: 0.5,
  factors: { relevance: 0.5, expertise: 0.5, participationBalance: 0.5, conversationFlow: 0.5 },
});

/** A circle with a manual clock and recorded effects. */
class Rehearsal {
  now = 1_000_000;
  readonly effects: CircleEffect[] = [];
  readonly circle: Circle;
  #ids = 0;

  constructor(members: readonly (typeof ada | typeof bruno | typeof clio)[], start: Partial<Circle> = {}) {
    this.circle = { ...createCircle({ id: "circle", topic: "bread", kind: "chat" }, this.now), ...start };
    this.send({ type: "watched", watched: true });
    for (const member of members) this.send({ type: "member-joined", member });
  }

  send(event: CircleEvent): CircleEffect[] {
    const effects = advanceCircle(this.circle, event, this.now, () => `turn-${++this.#ids}`);
    this.effects.push(...effects);
    return effects;
  }

  /** Advances time, waking the circle exactly when it asked to be woken. */
  wait(ms: number): CircleEffect[] {
    const until = this.now + ms;
    const seen = this.effects.length;
    for (let at = this.#wakeAt(); at !== null && at <= until; at = this.#wakeAt()) {
      this.now = at;
      this.send({ type: "time-passed" });
    }
    this.now = until;
    this.send({ type: "time-passed" });
    return this.effects.slice(seen);
  }

  #wakeAt(): number | null {
    const wake = this.effects.findLast((effect) => effect.type === "wake");
    return wake && wake.at > this.now ? wake.at : null;
  }

  all = <Type extends CircleEffect["type"]>(type: Type) =>
    this.effects.filter((effect): effect is Extract<CircleEffect, { type: Type }> => effect.type === type);
  last = <Type extends CircleEffect["type"]>(type: Type) => {
    const effect = this.all(type).at(-1);
    if (!effect) throw new Error(`no ${type} so far`);
    return effect;
  };

  decide = (personaId: string | null) =>
    this.send({
      type: "decided",
      work: this.last("decide").work,
      decision: (personaId && decisionFor(personaId)) || null,
    });
  receive = (text: string) => this.send({ type: "speech-grew", work: this.last("draft").work, text });
  endSpeech = (end: SpeechEnd = finished) => this.send({ type: "speech-ended", work: this.last("draft").work, end });
  commit = (speakerKind: "person" | "persona" = "persona") =>
    this.send({
      type: "turn-committed",
      turnId: [...this.circle.committing][0] ?? "",
      speakerKind,
      said: null,
      awaitsPerson: false,
    });
  say = () => this.send({ type: "said", personId: "ada", personName: "Ada", turnId: "said-1" });

  /** A whole persona turn: decided, drafted, shown, committed. */
  speak(personaId: string, text: string): void {
    this.decide(personaId);
    this.receive(text);
    this.endSpeech();
    this.wait(5_000);
    this.commit();
  }
  get status() {
    return statusOf(this.circle, this.now);
  }
  shown = (turnId: string) =>
    this.all("show")
      .filter((effect) => effect.turnId === turnId)
      .map((effect) => effect.text)
      .join("");
}

describe("C1 when talk starts", () => {
  it("C1 talk starts at two members, and not before", () => {
    const circle = new Rehearsal([bruno]);
    expect(circle.status).toBe("waiting");
    expect(circle.all("decide")).toEqual([]);
    circle.send({ type: "member-joined", member: clio });
    expect(circle.status).toBe("talking");
    expect(circle.last("decide").candidates).toEqual(["bruno", "clio"]);
  });

  it("C1 joining twice changes nothing", () => {
    const circle = new Rehearsal([ada, bruno]);
    circle.send({ type: "member-joined", member: { ...ada, seat: 5 } });
    expect(circle.circle.members).toEqual([ada, bruno]);
  });

  it("C1 two people alone need nobody to be chosen", () => {
    const circle = new Rehearsal([ada, { ...bruno, kind: "person" } as never]);
    circle.wait(300_000);
    expect(circle.status).toBe("talking");
    expect(circle.all("decide")).toEqual([]);
  });

  it("C1 one persona with people answers them and then waits for them", () => {
    const circle = new Rehearsal([ada, bruno]);
    circle.speak("bruno", "Welcome.");
    circle.wait(200_000);
    expect(circle.all("decide")).toHaveLength(1);
    circle.say();
    circle.commit("person");
    expect(circle.all("decide")).toHaveLength(2);
    expect(circle.status).toBe("talking");
  });
});

describe("C3 streaming", () => {
  it("C3 sends at most twenty deltas a second, numbered from 0, whose sum is the turn's text", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    const text = Array.from({ length: 80 }, (_, index) => `word${index} `);
    for (const word of text) {
      circle.receive(word);
      circle.wait(7);
    }
    circle.endSpeech();
    circle.wait(10_000);
    const shows = circle.all("show");
    expect(shows.map((show) => show.seq)).toEqual(shows.map((_, index) => index));
    expect(circle.shown("turn-1")).toBe(text.join(""));
    expect(circle.last("end-turn").end).toMatchObject({ status: "finished", text: text.join(""), costNano: 7 });
    expect(shows.length).toBeLessThanOrEqual(20 * 2);
  });

  it("C3 a text that was drafted ahead is still shown in words", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.circle.dueAt = circle.now + 2_000;
    circle.receive("Good bread needs time, water, flour, salt and somebody who waits for it to rise.");
    circle.endSpeech();
    circle.wait(10_000);
    expect(circle.all("show").length).toBeGreaterThan(5);
    for (const show of circle.all("show").slice(1)) expect(show.text).toMatch(/^\s/);
  });

  it("C7 saves the turn in progress about once a second", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    for (let second = 0; second < 5; second++) {
      for (let token = 0; token < 10; token++) {
        circle.receive("la ");
        circle.wait(100);
      }
    }
    expect(circle.all("save-partial").length).toBeGreaterThanOrEqual(4);
    expect(circle.all("save-partial").length).toBeLessThanOrEqual(5);
    expect(circle.shown("turn-1").startsWith(circle.last("save-partial").text)).toBe(true);
  });

  it("M7 cuts a voice that never stops and marks the turn failed", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    for (let page = 0; page < 90; page++) circle.receive("again ".repeat(20));
    circle.wait(60_000);
    expect(circle.all("abandon")).toHaveLength(1);
    expect(circle.last("end-turn").end).toMatchObject({
      status: "failed",
      problem: { code: "turn-runaway" },
    });
  });
});

describe("C4 people come first", () => {
  it("C4 a message stops the speaker at once; the shown text is kept, and nothing is shown after it", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.receive("I have always thought");
    circle.receive(" that nobody");
    const effects = circle.say();
    const heard = circle.shown("turn-1");
    expect(effects.map((effect) => effect.type)).toEqual(
      ["abandon", "end-turn"].concat(effects.slice(2).map((effect) => effect.type)),
    );
    expect(circle.last("end-turn").end).toMatchObject({ turnId: "turn-1", status: "interrupted", text: heard });
    circle.receive(" could ever");
    circle.endSpeech();
    circle.wait(5_000);
    expect(circle.shown("turn-1")).toBe(heard);
    expect(circle.all("end-turn")).toHaveLength(1);
  });

  it("C4 nobody speaks until the interrupted turn and the message are stored", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.receive("I have always thought");
    circle.say();
    circle.wait(5_000);
    expect(circle.all("decide")).toHaveLength(1);
    circle.send({ type: "turn-committed", turnId: "turn-1", speakerKind: "persona", said: null, awaitsPerson: false });
    expect(circle.all("decide")).toHaveLength(1);
    circle.send({ type: "turn-committed", turnId: "said-1", speakerKind: "person", said: null, awaitsPerson: false });
    expect(circle.all("decide")).toHaveLength(2);
  });

  it("C2 what a person wrote for a persona stays theirs in the next part, and goes where it may not speak", () => {
    const writeFor = (phase: "rebuttal" | "closing") => {
      const debate = beginPhase("ada", phase, 1_000_000);
      const circle = new Rehearsal([ada, bruno, clio], { kind: "debate", mode: "manual", debate });
      circle.send({ type: "speaker-chosen", personaId: "clio", by: "Ada" });
      circle.send({ type: "draft-edited", text: "My last word." });
      circle.send({ type: "phase-ended", from: phase });
      circle.send({ type: "draft-sent" });
      const begun = circle.effects.flatMap((effect) => (effect.type === "begin-turn" ? [effect.speakerId] : []));
      return [circle.circle.debate?.phase, begun];
    };
    expect(writeFor("rebuttal")).toEqual(["exchange", ["clio"]]);
    expect(writeFor("closing")).toEqual(["verdict", []]);
  });

  it("C2 a part of a debate counts who said what is stored, whoever spoke since, and only what began in it", () => {
    const debate = beginPhase("clio", "opening", 1_000_000);
    const circle = new Rehearsal([ada, bruno, clio], { kind: "debate", debate });
    circle.say();
    circle.send({ type: "said", personId: "ben", personName: "Ben", turnId: "said-2" });
    const stored = { type: "turn-committed", speakerKind: "person", awaitsPerson: false } as const;
    circle.send({ ...stored, turnId: "said-1", said: { speakerId: "ada", startedAt: 1_000_000 } });
    circle.send({ ...stored, turnId: "said-2", said: { speakerId: "ben", startedAt: 999_999 } });
    expect(circle.circle.debate?.spoken).toEqual(["ada"]);
  });

  it("C2 C9 nobody waits for a persona who moderates and is muted", () => {
    const debate = beginPhase("clio", "opening", 1_000_000);
    const { circle } = new Rehearsal([ada, bruno, clio], { kind: "debate", debate, muted: ["clio"] });
    expect(speakersOf(circle).map(({ id }) => id)).toEqual(["bruno"]);
  });

  it("C4 a message that could not be stored does not stop the talk", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide(null);
    circle.say();
    circle.send({ type: "turn-lost", turnId: "said-1" });
    expect(circle.all("decide")).toHaveLength(2);
  });

  it("C4 typing holds the next turn back for 8 s after the last key", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.send({ type: "typed", personId: "ada", typing: true });
    circle.receive("Well,");
    circle.wait(7_999);
    expect(circle.all("begin-turn")).toEqual([]);
    circle.wait(1);
    expect(circle.all("begin-turn")).toHaveLength(1);
  });

  it("C4 typing on and on holds the next turn back for 30 s in all", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.send({ type: "typed", personId: "ada", typing: true });
    circle.receive("Well,");
    const since = circle.now;
    while (circle.all("begin-turn").length === 0 && circle.now - since < 60_000) {
      circle.send({ type: "typed", personId: "ada", typing: true });
      circle.wait(500);
    }
    expect(circle.now - since).toBe(30_000);
  });

  it("C4 an emptied message box delays nobody", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.send({ type: "typed", personId: "ada", typing: true });
    circle.receive("Well,");
    circle.send({ type: "typed", personId: "ada", typing: false });
    expect(circle.all("begin-turn")).toHaveLength(1);
  });

  it("C4 a stranger's typing holds nobody back", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.send({ type: "typed", personId: "mallory", typing: true });
    circle.decide("bruno");
    circle.receive("Well,");
    expect(circle.all("begin-turn")).toHaveLength(1);
  });
});

describe("W12 speaking aloud", () => {
  it("W12 C4 a persona breaks off as soon as a person speaks up, and waits for what they say", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.receive("Bread is slow. It wants");
    circle.send({ type: "typed", personId: "ada", typing: true });
    circle.send({ type: "spoke-up", personId: "ada" });
    expect(circle.all("end-turn").map(({ end }) => [end.status, end.problem?.code])).toEqual([
      ["interrupted", "turn-person-began"],
    ]);
    circle.wait(7_000);
    expect(circle.all("begin-turn")).toHaveLength(1);
  });

  it("W12 a stranger who speaks up interrupts nobody", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.receive("Bread is slow. It wants");
    circle.send({ type: "spoke-up", personId: "mallory" });
    expect(circle.all("end-turn")).toEqual([]);
  });
});

describe("C5 auto", () => {
  it.each([
    [1, 30_000],
    [5, 9_259],
    [7, 3_333],
    [10, 0],
  ])("C5 at speed %i the next turn follows after %i ms", (speed, gap) => {
    const circle = new Rehearsal([ada, bruno, clio], { speed });
    expect(gapAfterTurn(speed)).toBe(gap);
    circle.speak("bruno", "Bread.");
    circle.decide("clio");
    circle.receive("Butter.");
    if (gap > 0) {
      circle.wait(gap - 1);
      expect(circle.all("begin-turn")).toHaveLength(1);
    }
    circle.wait(1);
    expect(circle.all("begin-turn")).toHaveLength(2);
  });

  it("C5 the next turn is drafted while the last one is read", () => {
    const circle = new Rehearsal([ada, bruno, clio], { speed: 1 });
    circle.speak("bruno", "Bread.");
    circle.decide("clio");
    expect(circle.all("draft")).toHaveLength(2);
    expect(circle.all("begin-turn")).toHaveLength(1);
  });

  it("C5 nothing is prepared while somebody types, since their message would discard it", () => {
    const circle = new Rehearsal([ada, bruno, clio], { speed: 1 });
    circle.speak("bruno", "Bread.");
    circle.send({ type: "typed", personId: "ada", typing: true });
    circle.decide("clio");
    expect(circle.all("draft")).toHaveLength(1);
    circle.send({ type: "typed", personId: "ada", typing: false });
    expect(circle.all("draft")).toHaveLength(2);
  });

  it("C5 a person who was asked by name gets a moment before somebody else continues", () => {
    const circle = new Rehearsal([ada, bruno, clio], { speed: 10 });
    circle.decide("bruno");
    circle.receive("And you, Ada?");
    circle.endSpeech();
    circle.wait(1_000);
    circle.send({ type: "turn-committed", turnId: "turn-1", speakerKind: "persona", said: null, awaitsPerson: true });
    circle.decide("clio");
    circle.receive("If I may:");
    circle.wait(9_999);
    expect(circle.all("begin-turn")).toHaveLength(1);
    circle.wait(1);
    expect(circle.all("begin-turn")).toHaveLength(2);
  });

  it("C5 a draft is never shown once a person speaks", () => {
    const circle = new Rehearsal([ada, bruno, clio], { speed: 1 });
    circle.speak("bruno", "Bread.");
    circle.decide("clio");
    circle.receive("Butter");
    const drafted = circle.last("draft").work;
    const effects = circle.say();
    expect(effects).toContainEqual({ type: "abandon", work: drafted });
    circle.send({ type: "speech-grew", work: drafted, text: " is better." });
    circle.send({ type: "speech-ended", work: drafted, end: finished });
    circle.commit("person");
    circle.wait(60_000);
    expect(circle.all("begin-turn")).toHaveLength(1);
  });

  it("C5 an answer to a person does not wait for the gap", () => {
    const circle = new Rehearsal([ada, bruno, clio], { speed: 1 });
    circle.speak("bruno", "Bread.");
    circle.say();
    circle.commit("person");
    circle.decide("clio");
    circle.receive("Yes?");
    expect(circle.last("begin-turn").speakerId).toBe("clio");
  });

  it("C5 while paused no turn begins, and resuming continues with the prepared one", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.send({ type: "paused" });
    circle.receive("Bread.");
    circle.endSpeech();
    circle.wait(100_000);
    expect(circle.status).toBe("paused");
    expect(circle.all("begin-turn")).toEqual([]);
    circle.send({ type: "resumed" });
    expect(circle.all("begin-turn")).toHaveLength(1);
    expect(circle.all("draft")).toHaveLength(1);
  });

  it("C5 stop ends the circle, keeping the text so far", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.receive("Bread is");
    circle.send({ type: "stopped", by: "Ada" });
    expect(circle.last("end-turn").end).toMatchObject({ status: "interrupted", text: "Bread is" });
    expect(circle.all("end")).toHaveLength(1);
    expect(circle.status).toBe("ended");
    circle.wait(60_000);
    expect(circle.all("remove")).toEqual([]);
    circle.commit();
    circle.wait(60_000);
    expect(circle.all("remove")).not.toEqual([]);
  });

  it("C5 skip lets the speaker go and chooses another", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.receive("Bread is");
    circle.send({ type: "skipped", by: "Ada" });
    circle.commit();
    expect(circle.last("decide").candidates).toEqual(["clio"]);
  });
});

describe("C5 manual", () => {
  const manual = () => new Rehearsal([ada, bruno, clio], { mode: "manual" });

  it("C5 shows who would speak next and why, and waits", () => {
    const circle = manual();
    circle.decide("bruno");
    circle.wait(60_000);
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "proposed", decision: decisionFor("bruno"), text: "" });
    expect(circle.all("draft")).toEqual([]);
  });

  it("C5 next drafts it, send says it", () => {
    const circle = manual();
    circle.decide("bruno");
    circle.send({ type: "next-asked" });
    circle.receive("Bread.");
    circle.endSpeech();
    circle.wait(60_000);
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "ready", text: "Bread." });
    expect(circle.all("begin-turn")).toEqual([]);
    circle.send({ type: "draft-sent" });
    circle.wait(1_000);
    expect(circle.last("end-turn").end).toMatchObject({ status: "finished", text: "Bread." });
  });

  it("C5 sending a proposal speaks it live", () => {
    const circle = manual();
    circle.decide("bruno");
    circle.send({ type: "draft-sent" });
    circle.receive("Bread ");
    expect(circle.last("begin-turn").speakerId).toBe("bruno");
  });

  it("C5 an edited draft is spoken as edited", () => {
    const circle = manual();
    circle.decide("bruno");
    circle.send({ type: "next-asked" });
    circle.receive("Bread.");
    circle.send({ type: "draft-edited", text: "Rye bread." });
    circle.receive(" Wheat bread.");
    circle.send({ type: "draft-sent" });
    circle.wait(1_000);
    expect(circle.last("begin-turn")).toMatchObject({ speakerId: "bruno", edited: true });
    expect(circle.last("end-turn").end).toMatchObject({ status: "finished", text: "Rye bread." });
  });

  it("C5 skip proposes another, choosing a speaker proposes that one", () => {
    const circle = manual();
    circle.decide("bruno");
    circle.send({ type: "skipped", by: "Ada" });
    expect(circle.last("decide").candidates).toEqual(["clio"]);
    circle.decide("clio");
    circle.send({ type: "speaker-chosen", personaId: "bruno", by: "Ada" });
    expect(draftViewOf(circle.circle)?.decision).toMatchObject({ nextPersonaId: "bruno", reasoning: "Chosen by Ada." });
  });

  it("C5 changing mode never loses a draft", () => {
    const circle = manual();
    circle.decide("bruno");
    circle.send({ type: "next-asked" });
    circle.receive("Bread.");
    circle.endSpeech();
    circle.send({ type: "draft-edited", text: "Rye bread." });
    circle.send({ type: "paused" });
    circle.send({ type: "mode-set", mode: "auto" });
    circle.send({ type: "mode-set", mode: "manual" });
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "ready", text: "Rye bread." });
    circle.send({ type: "resumed" });
    circle.send({ type: "mode-set", mode: "auto" });
    circle.wait(1_000);
    expect(circle.last("end-turn").end.text).toBe("Rye bread.");
  });

  it("C5 the turn that auto mode had prepared becomes the draft of manual mode", () => {
    const circle = new Rehearsal([ada, bruno, clio], { speed: 1 });
    circle.speak("bruno", "Bread.");
    circle.decide("clio");
    circle.receive("Butter.");
    circle.endSpeech();
    circle.send({ type: "mode-set", mode: "manual" });
    circle.wait(60_000);
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "ready", text: "Butter." });
    expect(circle.all("begin-turn")).toHaveLength(1);
  });

  it("C5 an edited draft outlives a person's message, a mere proposal does not", () => {
    const circle = manual();
    circle.decide("bruno");
    circle.say();
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "choosing", decision: null });
    circle.commit("person");
    circle.decide("bruno");
    circle.send({ type: "draft-edited", text: "Rye." });
    circle.say();
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "ready", text: "Rye." });
  });

  it.each(["being written", "written"])("C5 a draft that is %s outlives a person's message", (state) => {
    const circle = manual();
    circle.decide("bruno");
    circle.send({ type: "next-asked" });
    circle.receive("Rye ");
    if (state === "written") circle.endSpeech();
    circle.say();
    circle.commit("person");
    if (state === "being written") {
      circle.receive("bread.");
      circle.endSpeech();
    }
    expect(circle.all("abandon")).toEqual([]);
    const text = state === "written" ? "Rye " : "Rye bread.";
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "ready", text });
    circle.send({ type: "draft-sent" });
    circle.wait(2_000);
    expect(circle.last("end-turn").end.text).toBe(text);
  });

  it("C5 a draft that is being written outlives every change of mode, and a message meanwhile", () => {
    const circle = manual();
    circle.decide("bruno");
    circle.send({ type: "next-asked" });
    circle.send({ type: "mode-set", mode: "auto" });
    circle.say();
    circle.send({ type: "mode-set", mode: "manual" });
    circle.commit("person");
    circle.receive("Rye bread.");
    circle.endSpeech();
    expect(circle.all("abandon")).toEqual([]);
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "ready", text: "Rye bread." });
  });

  it("C1 a newcomer to a private circle sees no earlier draft; the persona that a person chose still speaks next", () => {
    const circle = new Rehearsal([ada, bruno, clio], { mode: "manual", isPrivate: true });
    const ben = { id: "ben", kind: "person", name: "Ben", seat: 3 } as const;
    circle.send({ type: "speaker-chosen", personaId: "clio", by: "Ada" });
    circle.send({ type: "next-asked" });
    circle.receive("Ada's address is");
    circle.send({ type: "draft-edited", text: "Ada's address is secret." });
    circle.send({ type: "member-joined", member: ben });
    expect(draftViewOf(circle.circle)).toMatchObject({
      status: "drafting",
      text: "",
      decision: { nextPersonaId: "clio", reasoning: "Chosen by Ada." },
    });
    circle.receive("Bread.");
    circle.endSpeech();
    circle.send({ type: "member-joined", member: { ...clio, id: "dora", name: "Dora", seat: 4 } });
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "ready", text: "Bread." });
  });

  it("C1 in a public circle nobody is interrupted by a newcomer", () => {
    const circle = new Rehearsal([ada, bruno]);
    circle.decide("bruno");
    circle.receive("Bread is ");
    circle.send({ type: "member-joined", member: { id: "ben", kind: "person", name: "Ben", seat: 3 } });
    expect(circle.all("end-turn")).toEqual([]);
    expect(circle.circle.speaking).not.toBeNull();
  });

  it("C5 a draft that failed says why and can be asked for again", () => {
    const circle = manual();
    circle.decide("bruno");
    circle.send({ type: "next-asked" });
    circle.endSpeech(failed);
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "failed", problem: "The voice did not answer." });
    expect(circle.all("end-turn")).toEqual([]);
    circle.send({ type: "next-asked" });
    expect(circle.all("draft")).toHaveLength(2);
  });
});

describe("C6 sleeping and ending", () => {
  it("C6 sleeps after 20 s unwatched, spends nothing, and wakes when watched", () => {
    const circle = new Rehearsal([bruno, clio]);
    circle.decide("bruno");
    circle.receive("Bre");
    circle.endSpeech();
    circle.wait(1_000);
    circle.send({ type: "watched", watched: false });
    circle.wait(19_999);
    expect(circle.status).toBe("talking");
    circle.commit();
    circle.wait(1);
    expect(circle.status).toBe("asleep");
    const decided = circle.all("decide").length;
    expect(circle.last("abandon").work).toBe(circle.last("decide").work);
    circle.wait(100_000);
    expect(circle.all("decide")).toHaveLength(decided);
    circle.send({ type: "watched", watched: true });
    expect(circle.status).toBe("talking");
    expect(circle.all("decide")).toHaveLength(decided + 1);
  });

  it("C6 a persona still speaking when the circle falls asleep is interrupted: nothing is spent on words that nobody hears", () => {
    const circle = new Rehearsal([bruno, clio]);
    circle.decide("bruno");
    circle.receive("Bread");
    circle.send({ type: "watched", watched: false });
    circle.wait(19_999);
    expect(circle.all("end-turn")).toEqual([]);
    circle.wait(1);
    expect(circle.last("end-turn").end).toMatchObject({ status: "interrupted", text: "Bread" });
    expect(circle.last("abandon").work).toBe(circle.last("draft").work);
  });

  it("C6 personas with nothing to add end the circle when no person is in it", () => {
    const circle = new Rehearsal([bruno, clio]);
    circle.decide(null);
    expect(circle.status).toBe("ended");
    expect(circle.all("end")).toHaveLength(1);
    expect(circle.last("notice")).toMatchObject({
      code: "circle-ended-silent",
      text: expect.stringContaining("nobody had anything to add"),
    });
  });

  it("C6 with a person present, silence is announced and ends the circle two minutes later", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide(null);
    expect(circle.last("notice").code).toBe("nothing-to-add");
    circle.wait(119_999);
    expect(circle.status).toBe("talking");
    circle.wait(1);
    expect(circle.status).toBe("ended");
  });

  it("C6 a person's message revives the talk", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide(null);
    circle.wait(100_000);
    circle.say();
    circle.commit("person");
    circle.wait(100_000);
    expect(circle.status).toBe("talking");
    expect(circle.all("decide")).toHaveLength(2);
  });

  it("C1 one in which nothing was said ends as soon as its last person leaves", () => {
    const circle = new Rehearsal([ada, bruno]);
    circle.send({ type: "member-left", memberId: "ada" });
    expect(circle.status).toBe("ended");
    expect(circle.all("remove")).toHaveLength(1);
  });

  it("C6 a circle that everybody left ends after a minute, unless somebody comes back", () => {
    const circle = new Rehearsal([ada, bruno]);
    circle.say();
    circle.commit("person");
    circle.send({ type: "member-left", memberId: "ada" });
    circle.wait(59_000);
    circle.send({ type: "member-joined", member: ada });
    circle.wait(120_000);
    expect(circle.status).toBe("talking");
    circle.send({ type: "member-left", memberId: "bruno" });
    circle.send({ type: "member-left", memberId: "ada" });
    circle.wait(60_000);
    expect(circle.status).toBe("ended");
  });

  it("C6 personas left alone talk on while watched, and part ten minutes after the last watcher", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.send({ type: "member-left", memberId: "ada" });
    circle.speak("bruno", "She has left.");
    expect(circle.all("decide")).toHaveLength(2);
    circle.wait(700_000);
    expect(circle.status).toBe("talking");
    circle.send({ type: "watched", watched: false });
    circle.wait(599_999);
    expect(circle.status).toBe("asleep");
    circle.wait(1);
    expect(circle.status).toBe("ended");
  });

  it("C6 a persona that leaves while it speaks is interrupted, and the others continue", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.receive("I think");
    circle.send({ type: "member-left", memberId: "bruno" });
    expect(circle.last("end-turn").end).toMatchObject({ status: "interrupted", text: "I think" });
    circle.commit();
    expect(circle.last("decide").candidates).toEqual(["clio"]);
  });
});

describe("W8 small talk of personas", () => {
  const casual = () => new Rehearsal([bruno, clio], { ofPersonas: true });

  it("C4 W8 it asks no mind while people wait for the voice, nor for 10 s after", () => {
    const talk = casual();
    talk.decide("bruno");
    talk.receive("Bread is");
    talk.send({ type: "voice-wanted", wanted: true });
    expect(talk.last("abandon").work).toBe(talk.last("draft").work);
    talk.wait(60_000);
    expect(talk.all("draft")).toHaveLength(1);
    talk.send({ type: "voice-wanted", wanted: false });
    talk.wait(9_900);
    expect(talk.all("draft")).toHaveLength(1);
    talk.wait(200);
    expect(talk.last("draft").personaId).toBe("bruno");
    expect(talk.all("draft")).toHaveLength(2);
  });

  it("C4 W8 no decision is asked for meanwhile either", () => {
    const talk = new Rehearsal([], { ofPersonas: true, givesWayUntil: Infinity });
    talk.send({ type: "member-joined", member: bruno });
    talk.send({ type: "member-joined", member: clio });
    talk.wait(60_000);
    expect(talk.all("decide")).toEqual([]);
  });

  it("W8 a turn of it begins once it is written, so giving way never cuts one that is heard", () => {
    const talk = casual();
    talk.decide("bruno");
    talk.receive("Bread is a promise.");
    talk.wait(1_000);
    expect(talk.all("begin-turn")).toEqual([]);
    talk.endSpeech();
    expect(talk.last("begin-turn").speakerId).toBe("bruno");
    talk.send({ type: "voice-wanted", wanted: true });
    talk.wait(1_000);
    expect(talk.last("end-turn").end).toMatchObject({ status: "finished", text: "Bread is a promise." });
  });

  it("W8 once a person sits in it, it gives way to nobody; nor does a circle that a person opened", () => {
    const talk = casual();
    talk.send({ type: "voice-wanted", wanted: true });
    talk.send({ type: "member-joined", member: ada });
    talk.decide("bruno");
    talk.receive("Bread");
    expect(talk.last("begin-turn").speakerId).toBe("bruno");
    const opened = new Rehearsal([bruno, clio]);
    opened.send({ type: "voice-wanted", wanted: true });
    opened.decide("bruno");
    expect(opened.last("draft").personaId).toBe("bruno");
  });
});

describe("failing voices", () => {
  it("M7 a failed turn is marked, and somebody else continues", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.receive("I th");
    circle.endSpeech(failed);
    circle.wait(100);
    expect(circle.last("end-turn").end).toMatchObject({
      status: "failed",
      text: "I th",
      problem: verbatim("The voice did not answer."),
    });
    circle.commit();
    circle.wait(1_000);
    expect(circle.last("decide").candidates).toEqual(["clio"]);
  });

  it("M7 repeated failures are tried ever more slowly, then the circle pauses and says why", () => {
    const circle = new Rehearsal([ada, bruno, clio], { speed: 10 });
    const waits: number[] = [];
    let endedAt = circle.now;
    while (circle.status === "talking" && waits.length < 20) {
      waits.push(circle.now - endedAt);
      circle.decide(circle.last("decide").candidates[0] ?? null);
      circle.endSpeech(failed);
      circle.commit();
      endedAt = circle.now;
      const tries = circle.all("decide").length;
      while (circle.status === "talking" && circle.all("decide").length === tries) circle.wait(1_000);
    }
    expect(waits).toEqual([0, 1_000, 2_000]);
    expect(circle.status).toBe("paused");
    const { code, level, text } = circle.last("notice");
    expect([code, level]).toEqual(["voice-failing", "error"]);
    expect(text.split("The voice did not answer.")).toHaveLength(2);
    expect(circle.circle.pausedWhy).toMatchObject({
      code: "paused-failing",
      values: { problem: verbatim("The voice did not answer.") },
    });
    circle.send({ type: "resumed" });
    expect(circle.status).toBe("talking");
  });

  it("M7 a voice that takes 90 s is cut off; its text so far is kept and marked, and somebody else continues", () => {
    const circle = new Rehearsal([ada, bruno, clio], { speed: 10 });
    circle.decide("bruno");
    for (let second = 0; second < 89; second++) {
      circle.receive("well … ");
      circle.wait(1_000);
    }
    expect(circle.all("end-turn")).toEqual([]);
    const drafting = circle.last("draft").work;
    circle.wait(2_000);
    expect(circle.all("abandon")).toEqual([{ type: "abandon", work: drafting }]);
    expect(circle.last("end-turn")).toMatchObject({
      end: {
        status: "interrupted",
        text: "well … ".repeat(89),
        problem: { code: "turn-too-slow-kept", values: { seconds: 90 } },
      },
      openWork: drafting,
    });
    circle.commit();
    expect(circle.last("decide").candidates).toContain("clio");
    circle.endSpeech();
    expect(circle.last("bill")).toMatchObject({ work: drafting, spending: { costNano: 7 } });
  });

  it("M7 a voice that says nothing for 90 s is cut off as failed", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("bruno");
    circle.wait(89_999);
    expect(circle.all("end-turn")).toEqual([]);
    circle.wait(1);
    expect(circle.last("end-turn").end).toMatchObject({ status: "failed", text: "" });
  });

  it("M7 C5 in manual mode a draft that takes 90 s is cut off there, and can be sent", () => {
    const circle = new Rehearsal([ada, bruno, clio], { mode: "manual" });
    circle.decide("bruno");
    circle.send({ type: "next-asked" });
    circle.receive("Bread.");
    circle.wait(90_000);
    circle.endSpeech();
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "ready", text: "Bread.", problem: expect.any(String) });
    circle.send({ type: "draft-sent" });
    circle.wait(1_000);
    expect(circle.last("end-turn")).toMatchObject({
      end: { status: "interrupted", text: "Bread.", costNano: 7 },
      openWork: null,
    });
  });

  it("L7 a turn that a budget refuses ends as failed and pauses the circle at once; resuming continues with the next speaker", () => {
    const circle = new Rehearsal([ada, bruno, clio], { speed: 1 });
    circle.speak("bruno", "Bread.");
    circle.decide("clio");
    const text = "The budget of this circle is used up. Raise it to go on.";
    const problem = verbatim(text);
    circle.endSpeech({ ...failed, problem, overBudget: true });
    expect(circle.last("end-turn").end).toMatchObject({ status: "failed", text: "", problem });
    expect(circle.status).toBe("paused");
    expect(circle.circle.pausedWhy).toEqual(problem);
    const notices = circle.all("notice");
    expect(notices).toMatchObject([{ code: "budget-suspended", level: "warning" }]);
    expect(notices[0]!.text.split(text)).toHaveLength(2);
    circle.commit();
    circle.wait(600_000);
    expect(circle.all("decide")).toHaveLength(2);
    circle.send({ type: "resumed" });
    expect(circle.circle.pausedWhy).toBeNull();
    expect(circle.last("decide").candidates).toContain("clio");
    circle.decide("clio");
    circle.receive("Butter.");
    circle.endSpeech();
    circle.wait(1_000);
    expect(circle.last("end-turn").end).toMatchObject({ status: "finished", text: "Butter." });
  });

  it("L7 C5 in manual mode a refused draft pauses too, and is drafted again for the same speaker after resuming", () => {
    const circle = new Rehearsal([ada, bruno, clio], { mode: "manual" });
    circle.decide("bruno");
    circle.send({ type: "next-asked" });
    circle.endSpeech({ ...failed, overBudget: true });
    expect(circle.status).toBe("paused");
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "failed", problem: "The voice did not answer." });
    expect(circle.all("end-turn")).toEqual([]);
    circle.send({ type: "resumed" });
    expect(circle.last("draft").personaId).toBe("bruno");
    circle.receive("Bread.");
    circle.endSpeech();
    expect(draftViewOf(circle.circle)).toMatchObject({ status: "ready", text: "Bread." });
  });

  it("L8 a turn keeps the id of its draft, edited or not; a new draft has a new one", () => {
    const circle = new Rehearsal([ada, bruno, clio], { mode: "manual", isPrivate: true });
    circle.send({ type: "speaker-chosen", personaId: "bruno", by: "Ada" });
    circle.send({ type: "next-asked" });
    circle.send({ type: "member-joined", member: { id: "ben", kind: "person", name: "Ben", seat: 3 } });
    const [thrownAway, kept] = circle.all("draft");
    expect(kept!.turnId).not.toBe(thrownAway!.turnId);
    circle.send({ type: "draft-edited", text: "Rye." });
    circle.send({ type: "draft-sent" });
    expect(circle.last("begin-turn").turnId).toBe(kept!.turnId);
  });

  it("L6 an edited draft keeps its cost, even when its mind reports it later", () => {
    const circle = new Rehearsal([ada, bruno, clio], { mode: "manual" });
    circle.decide("bruno");
    circle.send({ type: "next-asked" });
    circle.receive("Bread");
    circle.send({ type: "draft-edited", text: "Rye." });
    circle.endSpeech();
    circle.send({ type: "draft-sent" });
    circle.wait(1_000);
    expect(circle.last("end-turn")).toMatchObject({ end: { text: "Rye.", costNano: 7 }, openWork: null });
  });

  it("M6 a persona that leaves during the decision is not chosen, and that is no failure", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    const before = circle.last("decide").work;
    circle.send({ type: "member-left", memberId: "bruno" });
    circle.send({ type: "decided", work: before, decision: decisionFor("bruno") });
    expect(circle.circle.failuresInRow).toBe(0);
    expect(circle.last("decide").candidates).toEqual(["clio"]);
    circle.decide("clio");
    expect(circle.last("draft").personaId).toBe("clio");
  });

  it("M6 a decision for an absent persona chooses nobody", () => {
    const circle = new Rehearsal([ada, bruno, clio]);
    circle.decide("mallory");
    expect(circle.all("draft")).toEqual([]);
    circle.wait(1_000);
    expect(circle.all("decide")).toHaveLength(2);
  });
});
