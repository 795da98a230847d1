import fc from "fast-check";
import { expect, test } from "vitest";
import { LexicalIndex } from "../memory/lexical-index.ts";
import { foldText } from "./fold-text.ts";
import { guessLanguage } from "./guess-language.ts";
import { splitClauses, splitSentences } from "./split-sentences.ts";
import { splitWords } from "./stem-words.ts";

test.each([
  ["What is the weather like?", "en"],
  ["Wie ist das Wetter bei euch?", "de"],
  ["今天天气怎么样？", "zh"],
  ["今日の天気はどうですか", "ja"],
  ["오늘 날씨 어때요?", "ko"],
  ["Какая сегодня погода?", "ru"],
  ["كيف الطقس اليوم؟", "ar"],
  ["Tell me about 王小明, please.", "en"],
])("W13 %s is %s", (text, language) => expect(guessLanguage(text)).toBe(language));

test.each([
  ["你好。今天很冷！是吗？", ["你好。", "今天很冷！", "是吗？"]],
  ["「寒い。」と言った。", ["「寒い。」", "と言った。"]],
  ["هل هو بارد؟ نعم.", ["هل هو بارد؟ ", "نعم."]],
  ["It is 3.5 degrees. Cold.", ["It is 3.5 degrees. ", "Cold."]],
])("M7 the sentences of %s", (text, sentences) => {
  expect(splitSentences(text)).toEqual(sentences);
  expect(splitClauses(text).join("")).toBe(text);
});

test.each([
  ["她喜欢喝绿茶", "你要绿茶吗", "他在北京工作"],
  ["彼女は緑茶が好きです", "緑茶はありますか", "彼は東京で働いています"],
  ["เธอชอบชาเขียว", "มีชาเขียวไหม", "เขาทำงานที่กรุงเทพ"],
])("M5 by words alone %s is found for %s, and not %s", (wanted, query, other) => {
  const index = new LexicalIndex();
  index.set(0, other);
  index.set(1, wanted);
  const [ofOther, ofWanted] = index.score(query, 2);
  expect(ofWanted).toBeGreaterThan(ofOther!);
});

test("M7 words of ASCII alone are read as they are beside others", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
      expect(foldText(`${text} ß`)).toBe(`${foldText(text)}ß`);
      expect(splitWords(`${text} ß`)).toEqual([...splitWords(text), "ß"]);
    }),
  );
});
