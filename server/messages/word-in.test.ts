import { expect, test } from "vitest";
import { message, type Message } from "../../schema/messages/message.ts";
import { wordIn } from "./word-in.ts";
import { ModelError, type ModelErrorCode } from "../../engine/model/language-model.ts";
import { describeTurnFailure } from "../../engine/mind/describe-turn-failure.ts";

const provider = "OpenAI";
const route = { provider: "openai", model: "terra", local: false };

test.each<[ModelErrorCode, Message, RegExp]>([
  [
    "out-of-credit",
    message("provider-out-of-credit", { provider, status: " (HTTP 402)" }),
    /kein Guthaben mehr \(HTTP 402\)\. Lade es auf/,
  ],
  ["filtered", message("provider-filtered", { provider }), /Der Filter oder das Modell.*Sag es anders/],
  ["empty", message("provider-empty", { provider, tokens: 300 }), /verbrauchte die 300 Tokens.*ohne ein Wort/],
  ["stalled", message("voice-stalled", { route: "openai/terra", seconds: 10 }), /^Die Stimme openai\/terra verstummte/],
])("W13 L3 %s is described in the language of the circle", (code, reason, german) => {
  const error = new ModelError(code, reason, { route });
  expect(wordIn(describeTurnFailure(error), "de-AT")).toMatch(german);
  expect(wordIn(describeTurnFailure(error), "en")).toBe(error.message);
});

test("W13 words that others wrote stay as they are", () => {
  expect(wordIn(describeTurnFailure(new ModelError("unknown", "It broke.")), "de")).toBe("It broke.");
});

test("W13 L4 a rate-limited caller gets the time to wait, in the language of the circle", () => {
  const reason = message("provider-rate-limited", { provider });
  const limited = new ModelError("rate-limited", reason, { route, retryAfterMs: 8_200 });
  expect(wordIn(describeTurnFailure(limited), "en")).toMatch(/asks to slow down.* Try again in 9 s\.$/);
  expect(wordIn(describeTurnFailure(limited), "de")).toMatch(/bittet um Geduld.* Weiter in 9 s\.$/);
  expect(wordIn(describeTurnFailure(new ModelError("rate-limited", reason)), "en")).not.toContain("Go on");
});
