import { describe, expect, it } from "vitest";
import { fullReason, parseJoinOptions } from "./admit.ts";
import { inEnglish } from "../../../schema/messages/message.ts";
import { wordIn } from "../../messages/word-in.ts";
import { chooseInstance } from "./choose-instance.ts";
import { RateBudget } from "../wire/rate-budget.ts";

const limits = { people: 2, personas: 0, spectators: 1 };

describe("joining", () => {
  it("W5 names no instance that is not open, and opens another only when all are full", () => {
    const full = { instance: 1, people: 2, spectators: 0 };
    expect(chooseInstance(1, "visitor", [], limits)).toEqual({ instance: 1 });
    expect(chooseInstance(3, "visitor", [full], limits)).toHaveProperty("problem");
    expect(chooseInstance("another", "visitor", [full], limits)).toEqual({ instance: 2 });
    expect(chooseInstance("another", "visitor", [full, { instance: 2, people: 1, spectators: 0 }], limits)).toEqual({
      instance: 2,
    });
    expect(chooseInstance("another", "spectator", [full], limits)).toEqual({ instance: 1 });
  });

  it("W5 W13 a full place says what is full and offers alternatives", () => {
    const place = { title: { en: "The Plaza", de: "Die Plaza" }, limits };
    expect(fullReason(place, "visitor", 1, 1)).toBeNull();
    const full = fullReason(place, "visitor", 2, 0)!;
    expect(inEnglish(full)).toMatch(/The Plaza is full.*spectator.*another instance/);
    expect(wordIn(full, "de")).toMatch(/^Die Plaza: Alle 2 Plätze/);
    expect(inEnglish(fullReason(place, "spectator", 0, 1)!)).toMatch(/all the 1 spectators/);
  });

  it("W3 join options that make no sense are refused with the field that is wrong", () => {
    expect(parseJoinOptions(undefined)).toEqual({ options: { placeId: "plaza", role: "visitor", instance: 1 } });
    expect(parseJoinOptions({ role: "god" })).toHaveProperty("problem", expect.stringContaining("role"));
    for (const options of ["plaza", 7, [], { placeId: "../etc" }, { instance: -1 }])
      expect(parseJoinOptions(options)).toHaveProperty("problem");
  });

  it("W3 a budget allows its burst, then its rate", () => {
    const budget = new RateBudget(10, 5, 0);
    expect(Array.from({ length: 7 }, () => budget.take(0)).filter(Boolean)).toHaveLength(5);
    expect([budget.take(100), budget.take(100), budget.take(1_000_000)]).toEqual([true, false, true]);
  });
});
