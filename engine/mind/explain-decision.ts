/** Explains the choice of speaker in one short sentence for people. */
import { message, type Message } from "../../schema/messages/message.ts";
import type { Bid } from "./bid-for-turn.ts";
import type { Candidates } from "./guard-turns.ts";
import type { Flow } from "./weigh-flow.ts";

const firstName = (name: string): string => name.split(" ")[0] ?? name;

export function explainDecision(bid: Bid, candidates: Candidates, flow: Flow, rivals: readonly Bid[]): Message {
  const decision = explainBid(bid, flow, rivals, candidates.named !== null);
  const { heldBack } = candidates;
  if (!heldBack) return decision;
  return message(`decision-after-${heldBack.because}`, { decision, name: firstName(heldBack.persona.name) });
}

/** What this persona's claim rests on, whether it gets the turn or not. */
export function explainBid(bid: Bid, flow: Flow, rivals: readonly Bid[], isNamed = false): Message {
  const name = firstName(bid.persona.name);
  const [reason, more] = listReasons(bid, flow, rivals, isNamed) as [Message, ...Message[]];
  return more ? message("decision-two", { name, reason, more }) : message("decision-one", { name, reason });
}

/** At least one reason, the most important first. */
function listReasons(bid: Bid, flow: Flow, rivals: readonly Bid[], isNamed: boolean): Message[] {
  const { factors } = bid;
  const saidLeast =
    rivals.length > 1 &&
    rivals.every((rival) => rival === bid || rival.factors.participationBalance < factors.participationBalance);
  const asked = isNamed ? message("reason-named") : explainFlow(bid, flow);
  const reasons: Message[] = asked ? [asked] : [];
  if (factors.expertise >= 0.35) reasons.push(message("reason-knows"));
  else if (factors.relevance >= 0.35) reasons.push(message("reason-cares"));
  if (!bid.hasSpoken) reasons.push(message("reason-unheard"));
  else if (saidLeast) reasons.push(message("reason-said-least"));
  if (reasons.length > 0) return reasons;
  return [message(factors.conversationFlow > 0.25 ? "reason-spoken-to" : "reason-in-turn")];
}

function explainFlow({ persona, factors }: Bid, flow: Flow): Message | null {
  const manner = flow.addressees.find(({ participantId }) => participantId === persona.id)?.manner;
  if (manner === "excused") return message("reason-excused");
  if (manner === "asked" || manner === "called") return message("reason-named");
  if (flow.stillAskedIds.includes(persona.id)) return message("reason-still-asked");
  if (flow.repliedToId === persona.id) return message("reason-replied-to");
  if (factors.conversationFlow >= 0.7) return message("reason-asked-on");
  return factors.conversationFlow >= 0.6 ? message("reason-mentioned") : null;
}
