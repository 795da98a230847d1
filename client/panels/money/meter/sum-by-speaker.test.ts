import { expect, test } from "vitest";
import type { UsageRow } from "../../../../schema/messages/usage.ts";
import { sumTurns, sumUsage } from "./sum-by-speaker.ts";

const tokens = { input: 10, cached: 20, cacheWrite5m: 3, cacheWrite1h: 2, output: 5 };

test("L8 the ledger's sums of a circle add up, including calls without a speaking persona", () => {
  const rows = [
    { ...tokens, personaId: null, costNano: 7 },
    { ...tokens, personaId: "p1", costNano: 50 },
  ] as UsageRow[];
  expect(sumUsage(rows)).toEqual({
    totalNano: 57,
    bySpeaker: [
      { personaId: "p1", costNano: 50, tokens: 40 },
      { personaId: null, costNano: 7, tokens: 40 },
    ],
  });
});

test("L8 without the ledger the turns at hand are summed by persona; people cost nothing", () => {
  const turn = { inputTokens: 4, outputTokens: 1 };
  const spending = sumTurns([
    { ...turn, speakerId: "p1", speakerKind: "persona", costNano: 1 },
    { ...turn, speakerId: "p2", speakerKind: "persona", costNano: 5 },
    { ...turn, speakerId: "p1", speakerKind: "persona", costNano: 2 },
    { ...turn, speakerId: "u1", speakerKind: "person", costNano: 0 },
  ]);
  expect(spending).toEqual({
    totalNano: 8,
    bySpeaker: [
      { personaId: "p2", costNano: 5, tokens: 5 },
      { personaId: "p1", costNano: 3, tokens: 10 },
    ],
  });
});
