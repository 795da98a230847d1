/** Why this one speaks next, in one short sentence for people. */
import type { Bid } from "./bid-for-turn.ts";
import type { Candidates } from "./guard-turns.ts";
import type { Flow } from "./weigh-flow.ts";

const firstName = (name: string): string => name.split(" ")[0] ?? name;

export function explainDecision(bid: Bid, candidates: Candidates, flow: Flow, rivals: readonly Bid[]): string {
  const name = firstName(bid.persona.name);
  const { factors } = bid;
  const saidLeast =
    rivals.length > 1 &&
    rivals.every((rival) => rival === bid || rival.factors.participationBalance < factors.participationBalance);
  const due = !bid.hasSpoken ? "has not spoken yet" : saidLeast ? "has said least" : null;
  const asked = candidates.named ? "was asked by name" : explainFlow(bid, flow);
  const reasons: string[] = asked ? [asked] : [];
  if (factors.expertise >= 0.35) reasons.push("knows about this");
  else if (factors.relevance >= 0.35) reasons.push("cares about this");
  if (due) reasons.push(due);
  if (reasons.length === 0) reasons.push(factors.conversationFlow > 0.25 ? "was just spoken to" : "is next in turn");
  const said = `${name} ${reasons.slice(0, 2).join(" and ")}`;
  if (!candidates.heldBack) return said;
  const held = firstName(candidates.heldBack.persona.name);
  return candidates.heldBack.because === "duet"
    ? `${said}; ${held} was named, but two have held the floor`
    : `${said}; ${held} was named, but has had more than a fair share`;
}

function explainFlow({ persona, factors }: Bid, flow: Flow): string | null {
  if (flow.stillAskedIds.includes(persona.id)) return "was asked before and has not answered";
  if (flow.repliedToId === persona.id) return "was replied to";
  if (factors.conversationFlow >= 0.7) return "is asked to go on";
  return factors.conversationFlow >= 0.6 ? "was mentioned" : null;
}
