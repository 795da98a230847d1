import { expect, test } from "vitest";
import { ModelError, type ModelErrorCode } from "../model/language-model.ts";
import { describeTurnFailure, describeSilence } from "./describe-turn-failure.ts";

const route = { provider: "openai", model: "terra", local: false };
const failed = (code: ModelErrorCode) => new ModelError(code, "OpenAI said so.", { route });

test.each<[ModelErrorCode, RegExp]>([
  ["out-of-credit", /hat kein Guthaben mehr.*Lade das Konto auf/],
  ["filtered", /hat die Antwort verweigert: ihr Filter.*Sag es anders/],
  ["empty", /ohne ein Wort.*mehr Tokens/],
  ["cannot-talk", /nicht zum Sprechen gemacht/],
  ["first-token-timeout", /begann nicht rechtzeitig/],
])("W13 L3 %s is told in the language of the circle", (code, words) => {
  expect(describeTurnFailure(failed(code), "de-AT")).toMatch(words);
  expect(describeTurnFailure(failed(code), "de")).toMatch(/^Die Stimme openai\/terra /);
  expect(describeTurnFailure(failed(code), "en")).toBe("OpenAI said so.");
});

test("W13 what was refused before any voice was called keeps its own words", () => {
  expect(describeTurnFailure(new ModelError("budget", "A budget is used up."), "de")).toBe("A budget is used up.");
});

test("W13 L4 who called too often is told when to go on, in the language of the circle", () => {
  const limited = new ModelError("rate-limited", "OpenAI asks to slow down.", { route, retryAfterMs: 8_200 });
  expect(describeTurnFailure(limited, "en")).toBe("OpenAI asks to slow down. Go on in 9 s.");
  expect(describeTurnFailure(limited, "de")).toMatch(/bittet um Geduld.* Weiter in 9 s\.$/);
  expect(describeTurnFailure(new ModelError("rate-limited", "OpenAI asks to slow down."), "en")).not.toContain("Go on");
});

test("W13 M7 two tries without anything new are told in the language of the circle", () => {
  expect(describeSilence("de", route)).toMatch(/^Die Stimme openai\/terra fand zweimal nichts Neues/);
  expect(describeSilence("fr", route)).toMatch(/^The voice openai\/terra found nothing new/);
});
