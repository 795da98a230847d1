import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { ApiProblem } from "../state/send-request.ts";
import { problemText } from "./problem-text.ts";
import { de } from "./de.ts";
import { inEnglish, message, type Message } from "../../schema/messages/message.ts";
import { messageText } from "./message-text.ts";

beforeAll(() =>
  i18next.init({ lng: "de", resources: { de: { translation: de } }, interpolation: { escapeValue: false } }),
);

test("W13 a refusal is shown in the language of the page, with its values filled in", () => {
  const refusal = {
    code: "too-far",
    reason: "Walk up to the portal to The Garden first.",
    values: { title: { en: "The Garden", de: "Der Garten" } },
  };
  expect(problemText(refusal, i18next.t)).toBe("Geh erst bis zum Portal „Der Garten“.");
});

test("W13 a code that this client does not know keeps the server's words", () => {
  expect(messageText({ code: "brand-new" }, "Something new.")).toBe("Something new.");
  expect(problemText(new ApiProblem(409, "Something new.", "brand-new"), i18next.t)).toBe("Something new.");
});

test("W13 an HTTP problem is shown by its code, and one without a text at least says that nothing is lost", () => {
  expect(problemText(new ApiProblem(409, "You have made 3.", "personas-limit", { count: 3 }), i18next.t)).toContain(
    "3 Personas",
  );
  expect(problemText(new ApiProblem(500, ""), i18next.t)).toBe(i18next.t("problem.unknown"));
});

test("W13 problems with a voice are shown in the language of the page, nested messages included", () => {
  const refused = message("provider-unauthorised", { provider: "Anthropic", status: 401 });
  expect(messageText(refused, inEnglish(refused))).toBe(
    "Anthropic hat den Schlüssel abgelehnt (HTTP 401). Prüf den Schlüssel und das Guthaben.",
  );
  const failed = message("voices-failed", {
    count: 2,
    problems: [refused, message("provider-overloaded", { provider: "OpenAI", status: "" })],
  });
  expect(inEnglish(failed)).toBe(
    "None of 2 voices could answer: Anthropic refused the key (HTTP 401); OpenAI has a problem on its side. Nothing is lost: try again in a moment.",
  );
  expect(messageText(failed, "")).toBe(
    "Keine von 2 Stimmen konnte antworten: Anthropic hat den Schlüssel abgelehnt (HTTP 401); OpenAI hat gerade selbst ein Problem. Nichts ging verloren: Versuch es gleich noch einmal.",
  );
});

test("W13 a message with one inside that this client does not know keeps the server's words", () => {
  const newer = { code: "brand-new", values: {} } as unknown as Message;
  expect(messageText(message("model-restarts", { problem: newer }), "It broke.")).toBe("It broke.");
});
