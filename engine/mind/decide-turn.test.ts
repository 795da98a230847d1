import { german } from "../../schema/messages/german.ts";
import { wordMessage } from "../../schema/messages/message.ts";
import { describe, expect, test } from "vitest";
import type { Persona } from "../../schema/messages/persona.ts";
import type { TurnWeights } from "../../schema/messages/turn-decision.ts";
import { decideTurn, type AskModel } from "./decide-turn.ts";
import { findAwaitedPerson } from "./find-awaited-person.ts";
import { buildPersona, buildView, type CircleScript } from "../../test/minds/test-circle.ts";

const ada = buildPersona({ name: "Ada", background: { expertise: ["typography"] } });
const tom = buildPersona({ name: "Tom", background: { expertise: ["pricing"] } });
const mara = buildPersona({ name: "Mara", background: { expertise: ["databases"] } });
const cast = [ada, tom, mara];
const decide = (lines: string[], askModel: AskModel | null = null, script: Partial<CircleScript> = {}) =>
  decideTurn(buildView({ personas: cast, people: ["Sam"], lines, ...script }), script.personas ?? cast, askModel);
const next = async (...given: Parameters<typeof decide>) => (await decide(...given))?.nextPersonaId;

describe("M6 the persona named answers", () => {
  test("M6 by a person", async () =>
    expect(await next(["Ada: Yes.", "Tom: No.", "Sam: Mara, what about you?"])).toBe("mara"));
  test("M6 by a persona", async () => expect(await next(["Sam: Hello!", "Ada: Tom, would that sell?"])).toBe("tom"));
  test("M6 in a statement", async () =>
    expect(await next(["Sam: Hello!", "Tom: I disagree with you, Ada."])).toBe("ada"));
  test("M6 even when somebody else knows the subject", async () =>
    expect(await next(["Sam: Ada, what pricing would you choose?"])).toBe("ada"));
  test("M6 W13 says so in words of each language", async () => {
    const decision = await decide(["Tom: So.", "Sam: Mara?"]);
    expect(decision?.reasoning).toBe("Mara was asked by name and has not spoken yet");
    expect(wordMessage(decision!.reasoningMessage!, german, "de")).toBe(
      "Mara wurde beim Namen gefragt und hat noch nichts gesagt",
    );
  });
  test("M6 W13 every other bid has a line saying what it rests on, in words of each language", async () => {
    const decision = await decide(["Tom: So.", "Ada: Hm.", "Sam: Mara, which typography, which pricing?"]);
    expect(decision?.otherBids?.map(({ personaId }) => personaId).toSorted()).toEqual(["ada", "tom"]);
    for (const { personaId, score, reasoning, reasoningMessage } of decision!.otherBids!) {
      expect(score).toBeGreaterThan(0);
      expect(reasoning).toContain("knows about this");
      const name = personaId === "ada" ? "Ada" : "Tom";
      expect(wordMessage(reasoningMessage, german, "de")).toMatch(new RegExp(`^${name} kennt sich`));
    }
  });
  test("M6 a facilitator's weights decide who is chosen", async () => {
    const lines = ["Tom: So.", "Tom: And so on and so on.", "Sam: What pricing do you propose?"];
    const view = buildView({ personas: cast, people: ["Sam"], lines });
    const chosenBy = async (weights: Partial<TurnWeights>) => {
      const turnWeights = {
        relevance: 0,
        expertise: 0,
        participationBalance: 0,
        conversationFlow: 0,
        ...weights,
      };
      const decision = await decideTurn({ ...view, turnWeights }, cast, null);
      expect(decision!.priorityScore).toBeLessThanOrEqual(1);
      return decision!.nextPersonaId;
    };
    expect(await chosenBy({ expertise: 1 })).toBe("tom");
    expect(await chosenBy({ participationBalance: 0.2 })).not.toBe("tom");
  });
  test("M6 a month is not a name", async () => {
    const june = buildPersona({ name: "June" });
    const script = { personas: [june, tom] };
    expect(await next(["June: Hello.", "Sam: We open in June, at what pricing?"], null, script)).toBe("tom");
    expect(await next(["Tom: Hello.", "Sam: June, at what pricing?"], null, script)).toBe("june");
  });
});

describe("M6 guards", () => {
  test("M6 two personas naming each other hold the floor for two exchanges at most", async () => {
    const duet = ["Ada: Tom, why?", "Tom: Ada, why not?", "Ada: Tom, it is ugly.", "Tom: Ada, it sells."];
    expect(await next(duet.slice(0, 3))).toBe("tom");
    const decision = await decide(duet);
    expect(decision?.nextPersonaId).toBe("mara");
    expect(decision?.reasoning).toContain("Ada was named, but two have held the floor");
  });
  test("M6 a duet continues while nobody else waits", async () =>
    expect(
      await next(["Ada: Tom, why?", "Tom: Ada, why not?", "Ada: Tom, it is ugly.", "Tom: Ada, it sells."], null, {
        personas: [ada, tom],
      }),
    ).toBe("ada"));
  test("M6 a persona does not answer itself", async () =>
    expect(await next(["Sam: Hello!", "Ada: Ada, I say to myself, Ada!"])).not.toBe("ada"));
  test("C4 the only persona waits for the person after it spoke", async () =>
    expect(await decide(["Sam: Hello!", "Ada: Hello, Sam."], null, { personas: [ada] })).toBeNull());
  test("M6 a persona is not asked twice by personas for what it just answered, people may ask again", async () => {
    const question = "Mara, which database would you take for the orders?";
    const asked = [`Ada: ${question}`, "Mara: A plain one.", "Ada: Plain sounds good."];
    const decision = await decide([...asked, `Tom: ${question}`]);
    expect(decision?.nextPersonaId).toBe("ada");
    expect(decision?.reasoning).toContain("Mara was named, but has just answered that");
    expect(await next([...asked, "Tom: Mara, and for the invoices, given that they never change?"])).toBe("mara");
    expect(await next([...asked, `Sam: ${question}`])).toBe("mara");
  });
  test("M6 without personas nobody speaks", async () =>
    expect(
      await decideTurn(buildView({ personas: [], people: ["Sam"], lines: ["Sam: Hello?"] }), [], null),
    ).toBeNull());
  test("C6 the talk ends when personas only repeat it", async () => {
    const lines = ["Ada: It is a question of taste, I think.", "Tom: It is a question of money, I think."];
    expect(await decide([...lines, ...lines, "Ada: It is a question of taste, I think!"])).toBeNull();
    expect(await decide([...lines, ...lines, "Sam: Go on."])).not.toBeNull();
  });
  test("C6 a person asked by name is awaited", () => {
    expect(
      findAwaitedPerson(buildView({ personas: cast, people: ["Sam"], lines: ["Ada: Sam, what do you think?"] }))?.name,
    ).toBe("Sam");
    const people = ["Sam", "Lena"];
    const awaited = (line: string) => findAwaitedPerson(buildView({ personas: cast, people, lines: [line] }))?.name;
    expect(awaited("Lena: Sam, did you lock the car?")).toBe("Sam");
    expect(awaited("Lena: Hang on, I'm still reading.")).toBe("Lena");
    expect(awaited("Lena: Hold on, why nine seconds?")).toBeUndefined();
    expect(
      findAwaitedPerson(buildView({ personas: cast, people: ["Sam"], lines: ["Ada: Tom, what do you think of Sam?"] })),
    ).toBeNull();
  });
});

describe("M6 the light model", () => {
  const twins: Persona[] = ["Ida", "Olga", "Petra"].map((name) =>
    buildPersona({ name, background: { expertise: ["cheese", "wine"] } }),
  );
  const lines = ["Ida: Hello.", "Sam: Which cheese goes with wine?"];
  test("M6 is asked when bids are too close to call, and obeyed", async () =>
    expect(await next(lines, async (_view, rivals) => rivals.at(-1)?.id ?? null, { personas: twins })).toBe("petra"));
  test("M6 an unknown name falls back to the best bid, never to the last speaker", async () => {
    expect(await next(lines, async () => "nobody", { personas: twins })).toBe(
      await next(lines, null, { personas: twins }),
    );
    expect(await next([...lines, "Petra: Blue."], async () => "petra", { personas: twins })).not.toBe("petra");
  });
  test("M6 is not asked when one bid stands out", async () => {
    let asked = 0;
    await next(["Sam: What pricing would work?"], async () => ((asked += 1), null));
    expect(asked).toBe(0);
  });
});
