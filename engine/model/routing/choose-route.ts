/**
 * Which routes a call tries, in which order, and why (SPEC L3): routes that must not be called are left out,
 * those that cannot answer now come last, and the rest is ordered by the rules below, the first having priority.
 */
import { message, type Message } from "../../../schema/messages/message.ts";
import type { ComplianceTier } from "../../../schema/messages/models.ts";
import { routeName, type CallScope, type Route } from "../language-model.ts";

export type Candidate = {
  route: Route;
  /** The strictest tier that the route meets. */
  tier: ComplianceTier;
  /** Price of one typical call of this task, in nano-dollars; null when unknown, so that a call would be refused. */
  priceNano: number | null;
  /** Whether it is a chat model, if known; otherwise it only completes text. */
  talks: boolean;
  /** It does not judge what others say. */
  small: boolean;
  /** Median of recent calls; null before the first. */
  firstTokenMs: number | null;
  /** Share (0–1) of recent calls that failed; null for too few. */
  errorShare: number | null;
  /** Not called for a while after it failed. */
  paused: boolean;
  /** Share (0–1) of the provider's quota that is left; null when it is not reported. */
  quotaLeft: number | null;
  /** Calls that wait for a free slot. */
  waiting: number;
};

export type Preference = { route: string; why: Message };

export type Need = {
  task: CallScope["task"];
  tier: ComplianceTier;
  /** The route that the persona or LIGHT_MODEL requests. */
  asked: Preference | null;
  /** The place's own voice; null when none is ready. */
  voice: Preference | null;
  /** Share (0–1) left of the tightest budget that the call counts against. */
  budgetLeft: number;
  /** It contains personal data, and not everybody concerned consents to sending it. */
  personal: boolean;
  /** A person waits for the answer. */
  live: boolean;
};

/** `why`: a short reason for the ledger row and the operator's page. */
export type Choice = { route: Route; why: Message };

/** Below this share of a budget, calls shift to cheaper routes. */
export const SHIFT_DOWN_BELOW = 0.2;
const MAX_ERRORS = 0.5;
const LEAST_QUOTA = 0.05;
const LONG_LINE = 4;
/** Half of the time-out. */
const SLOW_MS = 5_000;
const SLOW_LOCAL_MS = 30_000;

const STRICTNESS: Record<ComplianceTier, number> = { any: 0, "no-training": 1, "on-premises": 2 };
const SMALL_TASKS = new Set<CallScope["task"]>(["decide", "extract-traits"]);

export const meetsTier = (offered: ComplianceTier, demanded: ComplianceTier): boolean =>
  STRICTNESS[offered] >= STRICTNESS[demanded];

export const strictestTier = (...tiers: ComplianceTier[]): ComplianceTier =>
  tiers.reduce((strictest, tier) => (STRICTNESS[tier] > STRICTNESS[strictest] ? tier : strictest), "any");

/** Lower ranks come first. `say` explains why a lower-ranked route replaces `instead`. */
type Rule = {
  rank(candidate: Candidate, need: Need): number;
  say(chosen: Candidate, need: Need, instead: Candidate): Message;
};

const isSmallTask = ({ task }: Need) => SMALL_TASKS.has(task);
const name = ({ route }: Candidate) => routeName(route);
const cost = ({ priceNano }: Candidate) => priceNano ?? Number.POSITIVE_INFINITY;

/** Why a route cannot answer now; null when no reason is known. */
function hindrance(candidate: Candidate): Message | null {
  const route = name(candidate);
  if (candidate.priceNano === null) return message("why-route-unpriced", { route });
  if (candidate.paused) return message("why-route-paused", { route });
  return candidate.quotaLeft === 0 ? message("why-route-exhausted", { route }) : null;
}

/** Why a route would answer badly now. */
function trouble(candidate: Candidate, need: Need): Message | null {
  const { errorShare, quotaLeft, waiting, firstTokenMs } = candidate;
  const route = name(candidate);
  if (errorShare !== null && errorShare >= MAX_ERRORS) return message("why-route-failing", { route });
  if (quotaLeft !== null && quotaLeft < LEAST_QUOTA) return message("why-route-little-quota", { route });
  if (!need.live) return null;
  if (waiting >= LONG_LINE) return message("why-route-queue", { route, count: waiting });
  const slowMs = candidate.route.local ? SLOW_LOCAL_MS : SLOW_MS;
  return firstTokenMs !== null && firstTokenMs > slowMs ? message("why-route-slow", { route }) : null;
}

const RULES: Rule[] = [
  {
    rank: (candidate) => (hindrance(candidate) === null ? 0 : 1),
    say: (_chosen, _need, instead) => hindrance(instead)!,
  },
  {
    rank: ({ route }, need) => (need.personal && !route.local ? 1 : 0),
    say: () => message("why-personal-data"),
  },
  {
    rank: (candidate, need) => (need.budgetLeft < SHIFT_DOWN_BELOW ? cost(candidate) : 0),
    say: (chosen, need) =>
      message(chosen.priceNano === 0 ? "why-budget-free" : "why-budget-cheaper", {
        percent: Math.max(0, Math.floor(need.budgetLeft * 100)),
      }),
  },
  {
    rank: (candidate, need) => (trouble(candidate, need) === null ? 0 : 1),
    say: (_chosen, need, instead) => trouble(instead, need)!,
  },
  {
    rank: (candidate, need) => (name(candidate) === need.asked?.route ? 0 : 1),
    say: (_chosen, need) => need.asked!.why,
  },
  {
    rank: ({ small }, need) => (isSmallTask(need) && small ? 1 : 0),
    say: (_chosen, _need, instead) => message("why-route-small", { route: name(instead) }),
  },
  {
    rank: (candidate, need) => (isSmallTask(need) ? cost(candidate) : 0),
    say: () => message("why-small-task"),
  },
  {
    rank: (candidate, need) => (name(candidate) === need.voice?.route ? 0 : 1),
    say: (_chosen, need) => need.voice!.why,
  },
  {
    rank: ({ firstTokenMs }, need) => (need.live ? (firstTokenMs ?? Number.POSITIVE_INFINITY) : 0),
    say: () => message("why-quickest"),
  },
  { rank: cost, say: () => message("why-cheapest") },
];

/**
 * @param candidates in configuration order, which breaks ties
 * @returns best first; empty when no route meets the required tier
 */
export function chooseRoute(candidates: readonly Candidate[], need: Need): Choice[] {
  const allowed = candidates.filter(({ tier }) => meetsTier(tier, need.tier));
  const chain = allowed.toSorted((a, b) => compare(a, b, need));
  const preferred =
    allowed.find((candidate) => name(candidate) === need.asked?.route) ??
    allowed.find((candidate) => name(candidate) === need.voice?.route);
  const refused = need.asked && !allowed.some((candidate) => name(candidate) === need.asked?.route);
  const isForbidden = candidates.some((candidate) => name(candidate) === need.asked?.route);
  const prefaced = (why: Message): Message => {
    if (!refused) return why;
    const asked = need.asked!.route;
    return isForbidden
      ? message("why-asked-forbidden", { asked, tier: need.tier, why })
      : message("why-asked-unavailable", { asked, why });
  };
  return chain.map((candidate, place) => ({
    route: candidate.route,
    why: prefaced(explain(candidate, chain[place + 1], preferred, need)),
  }));
}

const compare = (a: Candidate, b: Candidate, need: Need): number => {
  const rule = decidingRule(a, b, need);
  return rule ? Math.sign(rule.rank(a, need) - rule.rank(b, need)) : 0;
};

const decidingRule = (a: Candidate, b: Candidate, need: Need): Rule | undefined =>
  RULES.find(({ rank }) => rank(a, need) !== rank(b, need));

/** The reason for a candidate's position: what it is, or why it precedes the preferred one or the next one. */
function explain(
  candidate: Candidate,
  next: Candidate | undefined,
  preferred: Candidate | undefined,
  need: Need,
): Message {
  if (name(candidate) === need.asked?.route) return need.asked.why;
  const rival = preferred && compare(candidate, preferred, need) < 0 ? preferred : null;
  if (rival) return decidingRule(candidate, rival, need)!.say(candidate, need, rival);
  if (name(candidate) === need.voice?.route) return need.voice.why;
  const rule = next && decidingRule(candidate, next, need);
  return rule ? rule.say(candidate, need, next) : message("why-another");
}
