import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { ApiProblem } from "../state/send-request.ts";
import { problemText } from "./problem-text.ts";
import { de } from "./de.ts";
import { toldProblem, toldText } from "./told-text.ts";

beforeAll(() =>
  i18next.init({ lng: "de", resources: { de: { translation: de } }, interpolation: { escapeValue: false } }),
);

test("W13 a refusal is told in the language of the page, with what goes into its gaps", () => {
  const refusal = {
    code: "too-far",
    reason: "Walk up to the portal to The Garden first.",
    values: { title: "The Garden" },
  };
  expect(problemText(refusal, i18next.t)).toBe("Geh erst zum Portal nach The Garden.");
});

test("W13 a code that this client does not know keeps the server's words", () => {
  expect(toldText({ code: "brand-new" }, "Something new.", i18next.t)).toBe("Something new.");
  expect(problemText(new ApiProblem(409, "Something new.", "brand-new"), i18next.t)).toBe("Something new.");
});

test("W13 an HTTP problem is told by its code, and one without words at least says that nothing is lost", () => {
  expect(problemText(new ApiProblem(409, "You have made 3.", "personas-limit", { count: 3 }), i18next.t)).toContain(
    "3 Personas",
  );
  expect(problemText(new ApiProblem(500, ""), i18next.t)).toBe(i18next.t("problem.unknown"));
});

test("W13 what is wrong with a voice is told by its code, with the exact words where there are any", () => {
  const problem = "Anthropic refused the key (HTTP 401). Check the key and the account's credit.";
  const words = toldProblem({ problem, told: { code: "provider-unauthorised", values: { problem } } }, i18next.t);
  expect(words).toBe(`Der Schlüssel wurde abgelehnt. Prüf den Schlüssel und das Guthaben. Im Wortlaut: ${problem}`);
  expect(toldProblem({ problem }, i18next.t)).toBe(problem);
  expect(toldProblem({ problem: null }, i18next.t)).toBeNull();
});
