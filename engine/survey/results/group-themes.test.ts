import { expect, test } from "vitest";
import { groupThemes } from "./group-themes.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { openPanel } from "./panel.ts";
import type { ResultAnswer } from "./results-input.ts";

const answer = (respondent: number, text: string): ResultAnswer =>
  ({ respondent, probeId: "why", repeat: 0, verdict: "answered", answer: text }) as ResultAnswer;

/** @param uses how many respondents share a backstory */
const panelOf = (respondents: number, uses = 1) =>
  openPanel(
    Array.from({ length: respondents }, (_, ordinal) => ({
      ordinal,
      weight: 1,
      rakingWeight: null,
      traits: {},
      arms: {},
      backstoryId: `life ${Math.floor(ordinal / uses)}`,
    })),
    2000,
    seededRandom(1, 0),
  );

test("S7 bands are a bootstrap over respondents: answers that one repeats, or that share a backstory, make no band narrower", () => {
  const texts = Array.from({ length: 60 }, (_, place) => (place % 3 === 0 ? "Parking is dear." : "Buses are slow."));
  const bandOf = (answers: ResultAnswer[], panel: ReturnType<typeof panelOf>) => {
    const { share } = groupThemes(answers, panel).find(({ word }) => word === "parking")!;
    return { value: share.value, width: share.high! - share.low!, n: share.n };
  };
  const once = bandOf(
    texts.map((text, of) => answer(of, text)),
    panelOf(60),
  );
  const repeated = bandOf(
    texts.flatMap((text, of) => [0, 1, 2, 3].map(() => answer(of, text))),
    panelOf(60),
  );
  expect(repeated).toEqual(once);
  const shared = bandOf(
    texts.flatMap((text, of) => [answer(2 * of, text), answer(2 * of + 1, text)]),
    panelOf(120, 2),
  );
  expect(shared).toEqual({ ...once, n: 120 });
  // One who says it four times is one of sixty.
  const [chatty] = groupThemes(
    [
      ...Array.from({ length: 4 }, () => answer(0, "Parking!")),
      answer(1, "Parking."),
      answer(2, "Hm."),
      answer(3, "No."),
    ],
    panelOf(4),
  );
  expect(chatty!.share).toMatchObject({ value: 1 / 2, n: 4 });
});

test("S7 what only one backstory says, however often, is no theme", () => {
  const said = [answer(0, "Parking."), answer(0, "Parking!"), answer(1, "Parking?")];
  expect(groupThemes(said, panelOf(2, 2))).toEqual([]);
});

test("S7 a theme counts each answer and quotes those that say the same once, by who gave it first", () => {
  const texts = ["Parking costs too much.", "Parking costs too much. ", "No parking at home.", "The bus is slow."];
  const [theme] = groupThemes(
    texts.map((text, respondent) => answer(respondent, text)),
    panelOf(4),
  );
  expect(theme).toMatchObject({ word: "parking", share: { value: 3 / 4, n: 4 } });
  expect(theme!.quotations).toEqual([
    { respondent: 0, text: "Parking costs too much." },
    { respondent: 2, text: "No parking at home." },
  ]);
});
