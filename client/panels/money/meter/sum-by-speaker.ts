/** A circle's cost by speaker. */
import type { UsageRow } from "../../../../schema/messages/usage.ts";
import type { TurnView } from "../../../../schema/messages/room-messages.ts";

export type Spending = {
  totalNano: number;
  /** The most expensive first; `personaId` null: calls of no persona, such as choosing the next speaker. */
  bySpeaker: { personaId: string | null; costNano: number; tokens: number }[];
};

/** From the ledger: everything, to the nano-dollar. */
export const sumUsage = (rows: readonly UsageRow[]): Spending =>
  inOrder(
    rows.map((row) => ({
      personaId: row.personaId,
      costNano: row.costNano,
      tokens: row.input + row.cached + row.cacheWrite5m + row.cacheWrite1h + row.output,
    })),
  );

/** From the transcript, for people who may not see the ledger or before it has loaded: sums the turns at hand. */
export function sumTurns(
  turns: readonly Pick<TurnView, "speakerId" | "speakerKind" | "costNano" | "inputTokens" | "outputTokens">[],
): Spending {
  const sums = new Map<string, Spending["bySpeaker"][number]>();
  for (const { speakerId, speakerKind, costNano, inputTokens, outputTokens } of turns) {
    if (speakerKind !== "persona") continue;
    const so = sums.get(speakerId) ?? { personaId: speakerId, costNano: 0, tokens: 0 };
    sums.set(speakerId, {
      ...so,
      costNano: so.costNano + costNano,
      tokens: so.tokens + inputTokens + outputTokens,
    });
  }
  return inOrder([...sums.values()]);
}

const inOrder = (sums: Spending["bySpeaker"]): Spending => ({
  totalNano: sums.reduce((sum, { costNano }) => sum + costNano, 0),
  bySpeaker: sums.toSorted((one, other) => other.costNano - one.costNano),
});
