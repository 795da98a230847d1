import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  linkToCircle,
  linkToJoin,
  linkToPage,
  linkToPersona,
  linkToReplay,
  linkToSession,
  linkToShared,
  linkToTurn,
  PAGES,
  readLink,
} from "./read-link.ts";

const home = { kind: "place", placeId: "plaza", circleId: null, turnId: null, personaId: null };

describe("readLink", () => {
  test("W7 links lead straight to a place, a circle or a persona", () => {
    expect(readLink("#/stage")).toEqual({ ...home, placeId: "stage" });
    expect(readLink(linkToCircle("plaza", "c1"))).toEqual({ ...home, circleId: "c1" });
    expect(readLink(linkToPersona("plaza", "p1"))).toEqual({ ...home, personaId: "p1" });
  });

  test("C9 what a session left has a link for anybody", () => {
    expect(readLink(linkToShared("a token"))).toEqual({ kind: "shared", shareToken: "a token" });
  });

  test("C3 a turn has a link of its own", () => {
    expect(readLink(linkToTurn("plaza", "c1", "t1"))).toEqual({ ...home, circleId: "c1", turnId: "t1" });
  });

  test("W11 a replay has a link, and each of its turns", () => {
    expect(readLink(linkToReplay("c1", null))).toEqual({ kind: "replay", circleId: "c1", turnId: null });
    expect(readLink(linkToReplay("c1", "t1"))).toEqual({ kind: "replay", circleId: "c1", turnId: "t1" });
  });

  test("L8 usage, budgets, the operator's page and people have addresses of their own", () => {
    for (const page of PAGES) expect(readLink(linkToPage(page))).toEqual({ kind: "page", page, path: [] });
  });

  test("S1 so has each survey in the lab", () => {
    expect(readLink(linkToPage("lab", "surveys", "a/b?c#d"))).toEqual({
      kind: "page",
      page: "lab",
      path: ["surveys", "a/b?c#d"],
    });
  });

  test("A1 the one-time link carries its token", () => {
    expect(readLink("#/admin?token=abc")).toEqual({ kind: "admin", token: "abc" });
  });

  test("A1 a link that gives a role carries its token, whatever is in it", () => {
    for (const token of ["abc-DEF_123", "a/b?c=d#e f%"])
      expect(readLink(linkToJoin(token))).toEqual({ kind: "join", token });
  });

  test("C9 so does a link into a session, and each session has an address of its own", () => {
    expect(readLink(linkToSession("abc-1"))).toEqual({ kind: "session", token: "abc-1" });
    expect(readLink(linkToPage("sessions", "s1"))).toEqual({ kind: "page", page: "sessions", path: ["s1"] });
  });

  test("W7 a link that gives a role without a token, or anything broken, leads home", () => {
    for (const hash of [
      "",
      "#",
      "#/admin",
      "#/admin/abc",
      "#/join",
      "#/join/",
      "#/join?token=abc",
      "#/%E0%A4%A",
      "#/<script>",
    ])
      expect(readLink(hash)).toEqual(home);
  });

  test("W7 no text at all makes it throw", () => {
    fc.assert(fc.property(fc.string(), (text) => readLink(`#/${text}`) !== null));
  });
});
