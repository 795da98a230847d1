import { expect, test } from "vitest";
import type { ItemContent } from "../../../../schema/messages/outcome.ts";
import type { ItemOf } from "../items-of.ts";
import { arrangeClaims } from "./arrange-claims.ts";

const item = <Content extends ItemContent>(id: string, content: Content) => ({
  id,
  content,
  turnIds: [],
  outdatedTurnIds: [],
  speakers: [],
  madeBy: "model" as const,
  correctedBy: null,
  version: 1,
  votes: 0,
  hasMyVote: false,
  state: null,
  revision: null,
});
const position = (id: string): ItemOf<"position"> => item(id, { type: "position", text: id });
type Edge = ItemOf<"claim">["content"]["edges"][number];
const claim = (id: string, ...edges: Edge[]): ItemOf<"claim"> =>
  item(id, { type: "claim", text: id, edges, check: null });
const supports = (to: string): Edge => ({ to, relation: "supports" });
const attacks = (to: string): Edge => ({ to, relation: "attacks" });

const arranged = (positions: ItemOf<"position">[], claims: ItemOf<"claim">[]) =>
  arrangeClaims(positions, claims).map(({ position: side, claims: own }) => [side?.id, own.map(({ id }) => id)]);

const SIDES = [position("for"), position("against")];

test("C2 a claim stands under the position it supports, also by way of a claim that comes later", () => {
  const claims = [claim("a", supports("b")), claim("b", supports("for")), claim("c", supports("against"))];
  expect(arranged(SIDES, claims)).toEqual([
    ["for", ["a", "b"]],
    ["against", ["c"]],
  ]);
});

test("C2 a claim that only attacks stands on the other side, where there are two", () => {
  const claims = [claim("a", supports("for")), claim("b", attacks("a")), claim("c", attacks("b"))];
  expect(arranged(SIDES, claims)).toEqual([
    ["for", ["a", "c"]],
    ["against", ["b"]],
  ]);
});

test("C2 claims without a position have a place of their own, and a circle of claims ends", () => {
  const claims = [claim("a", supports("b")), claim("b", supports("a")), claim("c", attacks("for"))];
  expect(arranged([position("for")], claims)).toEqual([
    ["for", []],
    [undefined, ["a", "b", "c"]],
  ]);
  expect(arranged([], [])).toEqual([]);
});
