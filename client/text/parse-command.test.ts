import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCommand } from "./parse-command.ts";

describe("parseCommand", () => {
  test.each([
    ["look", { verb: "look" }],
    ["/who", { verb: "who" }],
    ["  HELP ", { verb: "help" }],
    ["go to the fountain", { verb: "go", target: "fountain" }],
    ["talk with Thalia", { verb: "talk", target: "Thalia" }],
    ["join Tea & cake", { verb: "join", target: "Tea & cake" }],
    ["invite Ida Thorn", { verb: "invite", target: "Ida Thorn" }],
    ["say  Hello,  all!", { verb: "say", text: "Hello,  all!" }],
    ['"Hello', { verb: "say", text: "Hello" }],
    ["open Is tea better?", { verb: "open", topic: "Is tea better?", isPrivate: false }],
    ["open private The heist", { verb: "open", topic: "The heist", isPrivate: true }],
    ["speed 10", { verb: "steer", steering: { verb: "speed", speed: 10 } }],
    ["mute Theo", { verb: "mute", target: "Theo" }],
    ["report Theo", { verb: "report", target: "Theo" }],
    ["cost", { verb: "cost" }],
    ["raise budget to $0.50", { verb: "raise", limitNano: 500_000_000 }],
    ["pause", { verb: "steer", steering: { verb: "pause" } }],
    ["choose Ida", { verb: "steer", steering: { verb: "choose", target: "Ida" } }],
    ["edit I would rather wait.", { verb: "steer", steering: { verb: "edit", text: "I would rather wait." } }],
    ["", { verb: "nothing" }],
  ])("W10 understands %j", (line, command) => {
    expect(parseCommand(line)).toEqual(command);
  });

  test.each([
    ["schau", { verb: "look" }],
    ["geh zum Brunnen", { verb: "go", target: "Brunnen" }],
    ["lade Ida ein", { verb: "invite", target: "Ida" }],
    ["stumm Theo", { verb: "mute", target: "Theo" }],
    ["rede mit Thalia", { verb: "talk", target: "Thalia" }],
    ["erhöhe auf 2,50", { verb: "raise", limitNano: 2_500_000_000 }],
    ["sag Guten Tag", { verb: "say", text: "Guten Tag" }],
  ])("W13 understands German %j", (line, command) => {
    expect(parseCommand(line)).toEqual(command);
  });

  test("W10 a verb that lacks its aim says which", () => {
    for (const of of ["go", "say", "open", "speed", "raise"])
      expect(parseCommand(of)).toEqual({ verb: "incomplete", of });
    expect(parseCommand("speed 11")).toEqual({ verb: "incomplete", of: "speed" });
  });

  test("W10 a typo gets a suggestion", () => {
    expect(parseCommand("loko")).toEqual({ verb: "unknown", word: "loko", nearest: "look" });
    expect(parseCommand("jion tea")).toMatchObject({ nearest: "join" });
    expect(parseCommand("xyzzy")).toMatchObject({ nearest: null });
  });

  test("W10 whatever is said is said exactly as it was typed", () => {
    const spoken = fc
      .string({ minLength: 1 })
      .map((text) => text.trim())
      .filter((text) => text !== "");
    fc.assert(
      fc.property(spoken, (text) => {
        expect(parseCommand(`say ${text}`)).toEqual({ verb: "say", text });
      }),
    );
  });

  test("W3 no line makes it throw", () => {
    fc.assert(fc.property(fc.string(), (line) => typeof parseCommand(line).verb === "string"));
  });
});
