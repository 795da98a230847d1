import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { completeMention, findMention, matchNames } from "./mention.ts";

const at = (text: string) => findMention(text, text.length);
const names = (query: string) =>
  matchNames([{ name: "Ida Thorn" }, { name: "Théa" }, { name: "Thalia" }], query).map(({ name }) => name);

describe("findMention", () => {
  test("C1 an @ at a word's start opens a mention, with or without letters yet", () => {
    expect(at("@")).toEqual({ start: 0, query: "" });
    expect(at("well, @Tha")).toEqual({ start: 6, query: "Tha" });
  });

  test("C1 names of two words stay one mention while they are typed", () => {
    expect(at("@Ida Th")).toEqual({ start: 0, query: "Ida Th" });
  });

  test("C1 an @ right after a word opens one in scripts without spaces", () => {
    expect(at("你好@")).toEqual({ start: 2, query: "" });
    expect(at("你好@小")).toEqual({ start: 2, query: "小" });
    expect(at("田中さん、＠さく")).toEqual({ start: 5, query: "さく" });
    expect(at("안녕@민")).toEqual({ start: 2, query: "민" });
    expect(at("你好ada@")).toBeNull();
  });

  test("C1 an address is no mention, and neither is an @ on an earlier line", () => {
    expect(at("mail ada@example")).toBeNull();
    expect(at("@Ida\nhello")).toBeNull();
  });
});

describe("matchNames", () => {
  test("C1 finds names by any word, without regard to accents, best first", () => {
    expect(names("th")).toEqual(["Thalia", "Théa", "Ida Thorn"]);
    expect(names("the")).toEqual(["Théa"]);
    expect(names("zz")).toEqual([]);
    expect(matchNames([{ name: "王小明" }, { name: "李雷" }], "小明").map(({ name }) => name)).toEqual(["王小明"]);
  });
});

describe("completeMention", () => {
  test("C1 puts the name in with one space after it and the caret behind", () => {
    expect(completeMention("hey @Th you", { start: 4, query: "Th" }, "Thalia")).toEqual({
      text: "hey @Thalia you",
      caret: 12,
    });
  });

  test("C1 leaves the text around it as it was", () => {
    const word = fc.stringMatching(/^[a-z]{0,8}$/);
    fc.assert(
      fc.property(word, word, word, (before, query, after) => {
        const head = `${before} @${query}`;
        const mention = findMention(head, head.length);
        if (!mention) throw new Error("no mention found");
        expect(completeMention(`${head} ${after}`, mention, "Thalia").text).toBe(`${before} @Thalia ${after}`);
      }),
    );
  });
});
