import { inEnglish } from "../../schema/messages/message.ts";
import { expect, test } from "vitest";
import { createInProcessMemoryStore } from "../memory/in-process-memory-store.ts";
import { NO_USAGE } from "../model/usage/add-usage.ts";
import type { LanguageModel, Route } from "../model/language-model.ts";
import { createMinds } from "./create-minds.ts";
import { findAddressees } from "./find-addressees.ts";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";
import { routed } from "../../test/models/routed.ts";
import { testScope } from "../../test/model-servers/collect.ts";

const SIGNS = Array.from({ length: 0x7e - 0x20 }, (_, index) => String.fromCharCode(0x21 + index)).filter(
  (sign) => !/[a-z0-9]/i.test(sign),
);
const NAMES = [
  ...SIGNS.flatMap((sign) => [`Qu${sign}t ${sign}`, `${sign}Vix`, sign]),
  "C++ Guru",
  "Wink ;)",
  "[x] (y) {z}",
  "a|b",
  "\\d+",
  "^.*$",
  "$& $1",
  "(?<",
  "🦊",
  "🦊 Fox",
  "👩‍👩‍👧",
  "🏳️‍🌈 Kim",
  "דוד כהן",
  "محمد علي",
  "نور",
  "Zoe\u0301 Mu\u0308ller",
  "Zoé Müller",
  "नीता शर्मा",
  "x\u0323\u0307",
  "İpek",
  "Straße",
  "王小明",
  "さくら",
  "김민수",
  "สมชาย",
];
const ROUTES: [size: string, route: Route][] = [
  ["small", { provider: "local", model: "qwen-0.5b", local: true }],
  ["large", { provider: "openai", model: "gpt-5", local: false }],
];
const wren = buildPersona({ name: "Wren" });

function createSpeaker(route: Route, name: string, raw: string, lines: string[]) {
  const named = buildPersona({ name });
  const model: LanguageModel = {
    route,
    async *stream() {
      for (const text of raw.match(/[^]{1,3}/gu) ?? []) yield { type: "text-delta", text };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  const voices = { modelFor: () => routed(model) };
  const report = (error: unknown) => {
    throw error;
  };
  const minds = createMinds({ voices, memory: createInProcessMemoryStore(), report, now: () => 0, newId: () => "id" });
  const view = buildView({ personas: [named, wren], people: ["Sam"], lines });
  return async (speaker: "named" | "wren") => {
    for await (const event of minds.speak(view, speaker === "named" ? named : wren, testScope()))
      if (event.type === "end") return event.problem ? inEnglish(event.problem) : event.text;
  };
}

test.each(ROUTES)("M7 a %s model speaks as a persona of any name, and is cut at its line", async (_size, route) => {
  for (const name of NAMES) {
    const asked = [`Sam: ${name}, what about you?`];
    const own = createSpeaker(route, name, `${name}: The gulls are out today.\nWren: They never leave.`, asked);
    expect(await own("named"), name).toBe("The gulls are out today.");
    const other = createSpeaker(route, name, `Low water comes at nine.\n${name}: I would say ten.`, asked);
    expect(await other("wren"), name).toBe("Low water comes at nine.");
  }
});

test.each(NAMES)("M6 %j is called by an @", (name) => {
  const view = buildView({ personas: [buildPersona({ name }), wren], people: ["Sam"], lines: [] });
  const [first] = findAddressees(`@${name} are you there?`, "sam", view.participants);
  expect(first).toEqual({ participantId: name.toLowerCase(), manner: "asked" });
});
