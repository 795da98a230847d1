import { expect, test } from "vitest";
import { testScope } from "../../test/model-servers/collect.ts";
import { NO_USAGE } from "../model/usage/add-usage.ts";
import type { ChatRequest, LanguageModel } from "../model/language-model.ts";
import { gatherThemes } from "./gather-themes.ts";

const asked = {
  topic: "Better night buses",
  language: "en",
  themes: ["Riding late", "Walking home", "Shift work", "The 3 am bus"].map((text, at) => ({ group: at + 1, text })),
  names: ["Getting home"],
};

async function gather(themes: object[]) {
  const requests: ChatRequest[] = [];
  const model: LanguageModel = {
    route: { provider: "openai", model: "large-70b", local: false },
    async *stream(request) {
      requests.push(request as ChatRequest);
      yield { type: "text-delta", text: JSON.stringify({ themes }) };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  return { together: await gatherThemes(asked, model, testScope({ task: "propose" })), requests };
}

test("C9 one call says which themes of the groups are the same", async () => {
  const { together, requests } = await gather([{ name: "Riding late", numbers: [1, 4] }]);
  expect(together).toEqual([{ name: "Riding late", places: [0, 3] }]);
  expect(requests).toHaveLength(1);
  expect(JSON.stringify(requests[0]!.messages)).toContain('2. <said by=\\"group 2\\">Walking home</said>');
});

test("C9 of an answer counts each theme once, what was asked about, and a name that can be stored", async () => {
  const { together } = await gather([
    { name: "One", numbers: [1, 1, 2, 99, 0, 1.5] },
    { name: "Two", numbers: [2, 3] },
    { name: "Alone", numbers: [3] },
    { name: "\0", numbers: [3, 4] },
    { name: "getting home!", numbers: [4] },
  ]);
  expect(together).toEqual([
    { name: "One", places: [0, 1] },
    { name: "getting home!", places: [3] },
  ]);
});

test("C9 a name that a person gave takes in a theme by itself", async () => {
  const { together } = await gather([{ name: "getting home", numbers: [4] }]);
  expect(together).toEqual([{ name: "getting home", places: [3] }]);
});
