import { inEnglish, message } from "../../../schema/messages/message.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chooseRoute, meetsTier, SHIFT_DOWN_BELOW, type Candidate, type Need } from "./choose-route.ts";
import { routeName } from "../language-model.ts";

const candidate = (name: string, change: Partial<Candidate> = {}): Candidate => {
  const [provider, model] = name.split("/") as [string, string];
  return {
    route: { provider, model, local: change.priceNano === 0 },
    tier: change.priceNano === 0 ? "on-premises" : "no-training",
    priceNano: 1_000_000,
    small: false,
    firstTokenMs: null,
    errorShare: null,
    paused: false,
    quotaLeft: null,
    waiting: 0,
    talks: true,
    ...change,
  };
};
const OPENAI = candidate("openai/terra", { priceNano: 2_000_000 });
const CLAUDE = candidate("anthropic/haiku");
const GEMINI = candidate("gemini/flash", { tier: "any", priceNano: 500_000 });
const VLLM = candidate("vllm/llama", { priceNano: 0 });
const TINY = candidate("embedded/135m", { priceNano: 0, small: true });
const ALL = [OPENAI, CLAUDE, GEMINI, VLLM];

const need = (change: Partial<Need> = {}): Need => ({
  task: "speak",
  tier: "any",
  asked: null,
  voice: { route: "openai/terra", why: message("why-model-setting") },
  budgetLeft: 1,
  personal: false,
  live: true,
  ...change,
});
const order = (candidates: Candidate[], change: Partial<Need> = {}) =>
  chooseRoute(candidates, need(change)).map(({ route, why }) => `${routeName(route)}: ${inEnglish(why)}`);
const first = (candidates: Candidate[], change: Partial<Need> = {}) => order(candidates, change)[0];
const asked = { route: "anthropic/haiku", why: message("why-persona-voice") };

test("L3 the place's voice speaks; a persona's own goes before it", () => {
  expect(first(ALL)).toBe("openai/terra: MODEL names it");
  expect(first(ALL, { asked })).toBe("anthropic/haiku: the persona's own voice");
  expect(order(ALL, { asked })[1]).toBe("openai/terra: MODEL names it");
});

test("L3 a voice that is not there, or may not be called, is said to be so", () => {
  expect(first([OPENAI], { asked })).toBe("openai/terra: anthropic/haiku is not available; MODEL names it");
  expect(order([OPENAI, CLAUDE, VLLM], { asked, tier: "on-premises" })).toEqual([
    "vllm/llama: anthropic/haiku may not be called where on-premises is demanded; another configured one",
  ]);
});

test("L3 a small task goes to the cheapest voice that can do it, unless LIGHT_MODEL names one", () => {
  expect(first([OPENAI, CLAUDE, TINY], { task: "decide" })).toBe(
    "anthropic/haiku: a small task: the cheapest voice that can do it",
  );
  const light = { route: "openai/terra", why: message("why-light-setting") };
  expect(first(ALL, { task: "extract-traits", asked: light })).toBe("openai/terra: LIGHT_MODEL names it");
});

test("L3 little of the budget left shifts down to cheaper voices, explained in percent", () => {
  expect(first([OPENAI, CLAUDE], { budgetLeft: 0.12 })).toBe(
    "anthropic/haiku: 12% of the budget is left: a cheaper one",
  );
  expect(first(ALL, { budgetLeft: 0.199 })).toBe("vllm/llama: 19% of the budget is left: one that costs nothing");
  expect(first(ALL, { budgetLeft: SHIFT_DOWN_BELOW })).toBe("openai/terra: MODEL names it");
});

test("L4 personal data goes to a local voice where there is one", () => {
  expect(first(ALL, { personal: true, asked })).toBe("vllm/llama: personal data stays on this machine or network");
  expect(first([OPENAI, CLAUDE], { personal: true })).toBe("openai/terra: MODEL names it");
});

test("L3 unavailable routes come last, unreliable ones after the others, each with the reason", () => {
  const others = [CLAUDE];
  const instead = (change: Partial<Candidate>, live = true) => first([{ ...OPENAI, ...change }, ...others], { live });
  expect(instead({ paused: true })).toBe("anthropic/haiku: openai/terra is paused after it failed");
  expect(instead({ quotaLeft: 0 })).toBe("anthropic/haiku: openai/terra accepts no calls for now");
  expect(instead({ priceNano: null })).toBe("anthropic/haiku: openai/terra has no known price");
  expect(instead({ errorShare: 0.6 })).toBe("anthropic/haiku: openai/terra has failed often recently");
  expect(instead({ quotaLeft: 0.01 })).toBe("anthropic/haiku: openai/terra has hardly any quota left");
  expect(instead({ waiting: 5 })).toBe("anthropic/haiku: openai/terra keeps 5 calls waiting");
  expect(instead({ firstTokenMs: 8_000 })).toBe("anthropic/haiku: openai/terra has been slow recently");
  expect(instead({ firstTokenMs: 8_000 }, false)).toBe("openai/terra: MODEL names it");
});

const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const anyCandidates = fc.uniqueArray(
  fc.record<Candidate>({
    route: fc.record({
      provider: fc.constantFrom("openai", "anthropic", "vllm"),
      model: fc.constantFrom("a", "b", "c"),
      local: fc.boolean(),
    }),
    tier: fc.constantFrom("any", "no-training", "on-premises"),
    priceNano: fc.option(fc.nat(5_000_000)),
    small: fc.boolean(),
    firstTokenMs: fc.option(fc.nat(60_000)),
    errorShare: share,
    paused: fc.boolean(),
    quotaLeft: share,
    waiting: fc.nat(9),
    talks: fc.constant(true),
  }),
  { selector: ({ route }) => routeName(route), maxLength: 9 },
);
const preference = fc.option(
  fc.record({
    route: fc.constantFrom("openai/a", "anthropic/b", "vllm/c", "nobody/x"),
    why: fc.constant(message("why-persona-voice")),
  }),
);
const anyNeed = fc.record<Need>({
  task: fc.constantFrom("speak", "decide", "extract-traits", "reflect"),
  tier: fc.constantFrom("any", "no-training", "on-premises"),
  asked: preference,
  voice: preference,
  budgetLeft: fc.double({ min: 0, max: 1, noNaN: true }),
  personal: fc.boolean(),
  live: fc.boolean(),
});

test("L3 every allowed route has its place exactly once, a forbidden one never, each with a reason", () => {
  fc.assert(
    fc.property(anyCandidates, anyNeed, (candidates, wanted) => {
      const chain = chooseRoute(candidates, wanted);
      const allowed = candidates.filter(({ tier }) => meetsTier(tier, wanted.tier));
      expect(chain.map(({ route }) => routeName(route)).toSorted()).toEqual(
        allowed.map(({ route }) => routeName(route)).toSorted(),
      );
      for (const { why } of chain) expect(inEnglish(why)).toMatch(/^\S.*[^.\s]$/);
    }),
  );
});

test("L3 available routes come before unavailable ones, and with little budget left the cheapest is first", () => {
  fc.assert(
    fc.property(anyCandidates, anyNeed, (candidates, wanted) => {
      const found = chooseRoute(candidates, wanted).map(({ route }) => candidates.find((it) => it.route === route)!);
      const able = found.map(({ paused, priceNano, quotaLeft }) => !paused && priceNano !== null && quotaLeft !== 0);
      expect(able).toEqual(able.toSorted((a, b) => Number(b) - Number(a)));
      const kept = found.filter((it, place) => able[place] && (!wanted.personal || it.route.local));
      if (wanted.budgetLeft < SHIFT_DOWN_BELOW && kept.length > 0)
        expect(kept[0]!.priceNano).toBe(Math.min(...kept.map(({ priceNano }) => priceNano!)));
    }),
  );
});

test("L3 the order of configuration only breaks ties", () => {
  fc.assert(
    fc.property(anyCandidates, anyNeed, (candidates, wanted) => {
      const key = ({ route, ...rest }: Candidate) => JSON.stringify({ ...rest, local: route.local });
      const names = (them: Candidate[]) => chooseRoute(them, wanted).map(({ route }) => routeName(route));
      fc.pre(new Set(candidates.map(key)).size === candidates.length);
      const prices = candidates.map(({ priceNano }) => priceNano);
      fc.pre(new Set(prices).size === prices.length);
      expect(names(candidates.toReversed())).toEqual(names(candidates));
    }),
  );
});
