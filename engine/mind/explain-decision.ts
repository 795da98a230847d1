/** Explains the choice of speaker in one short sentence for people. */
import { message, type Message } from "../../schema/messages/message.ts";
import type { Bid } from "./bid-for-turn.ts";
import type { Candidates } from "./guard-turns.ts";
import type { Flow } from "./weigh-flow.ts";

const firstName = (name: string): string => name.split(" ")[0] ?? name;

export function explainDecision(bid: Bid, candidates: Candidates, flow: Flow, rivals: readonly Bid[]): Message {
  const name = firstName(bid.persona.name);
  const [reason, more] = listReasons(bid, candidates, flow, rivals) as [Message, ...Message[]];
  const decision = more ? message("decision-two", { name, reason, more }) : message("decision-one", { name, reason });
  const { heldBack } = candidates;
  if (!heldBack) return decision;
  const code = heldBack.because === "duet" ? "decision-after-duet" : "decision-after-share";
  return message(code, { decision, name: firstName(heldBack.persona.name) });
}

/** At least one reason, the most important first. */
function listReasons(bid: Bid, candidates: Candidates, flow: Flow, rivals: readonly Bid[]): Message[] {
  const { factors } = bid;
  const saidLeast =
    rivals.length > 1 &&
    rivals.every((rival) => rival === bid || rival.factors.participationBalance < factors.participationBalance);
  const asked = candidates.named ? message("reason-named") : explainFlow(bid, flow);
  const reasons: Message[] = asked ? [asked] : [];
  if (factors.expertise >= 0.35) reasons.push(message("reason-knows"));
  else if (factors.relevance >= 0.35) reasons.push(message("reason-cares"));
  if (!bid.hasSpoken) reasons.push(message("reason-unheard"));
  else if (saidLeast) reasons.push(message("reason-said-least"));
  if (reasons.length > 0) return reasons;
  return [message(factors.conversationFlow > 0.25 ? "reason-spoken-to" : "reason-in-turn")];
}

function explainFlow({ persona, factors }: Bid, flow: Flow): Message | null {
  if (flow.stillAskedIds.includes(persona.id)) return message("reason-still-asked");
  if (flow.repliedToId === persona.id) return message("reason-replied-to");
  if (factors.conversationFlow >= 0.7) return message("reason-asked-on");
  return factors.conversationFlow >= 0.6 ? message("reason-mentioned") : null;
}
