import { expect, test } from "vitest";
import type { Participant } from "./conversation.ts";
import { findAddressees } from "./find-addressees.ts";

const participants: Participant[] = ["Ada Lind", "Tomás Reyes", "June Okafor", "Dr. Will Hope", "Sam"].map((name) => ({
  id: name,
  name,
  kind: name === "Sam" ? "person" : "persona",
  roles: name === "June Okafor" ? ["nurse"] : [],
}));
const found = (text: string, speaker = "nobody") =>
  findAddressees(text, speaker, participants).map(({ participantId, manner }) => `${participantId} ${manner}`);

test.each([
  ["Ada, what do you think?", ["Ada Lind asked"]],
  ["What do you think, ada?", ["Ada Lind asked"]],
  ["@Tomas is that so", ["Tomás Reyes asked"]],
  ["Ada can you hear me?", ["Ada Lind asked"]],
  ["What about Reyes?", ["Tomás Reyes asked"]],
  ["Let us hear from Ada Lind.", ["Ada Lind asked"]],
  ["Ada! You came. How was it?", ["Ada Lind asked"]],
  ["Thanks Ada. Tomás, how much?", ["Tomás Reyes asked", "Ada Lind mentioned"]],
  ["That is unfair, Ada.", ["Ada Lind called"]],
  ["As Ada said, it is late.", ["Ada Lind mentioned"]],
  ["Ada and Tomás know it.", ["Tomás Reyes mentioned", "Ada Lind mentioned"]],
  ["In June we open.", []],
  ["June, where is it?", ["June Okafor asked"]],
  ["Will you come in june?", []],
  ["Dr. Hope, is it broken?", ["Dr. Will Hope asked"]],
  ["I hope you will.", []],
  ["Adam, what do you think?", []],
  ["Was meint Ada dazu?", ["Ada Lind asked"]],
  ["Liebe Ada, danke für alles.", ["Ada Lind called"]],
  ["Kofi, what now?", []],
  ["Tommy, is it dear?", ["Tomás Reyes asked"]],
  ["Junie, that was unfair.", ["June Okafor called"]],
  ["Tom came by yesterday.", []],
  ["Ada Lovelace, was she right?", []],
  ["Not you, Ada. Tomás?", ["Tomás Reyes asked", "Ada Lind excused"]],
  ["Not you, Ada, but Tomás?", ["Tomás Reyes asked", "Ada Lind excused"]],
  ["You don't have to answer that, June.", ["June Okafor excused"]],
  ["I cannot say, Ada, but Tomás can.", ["Tomás Reyes asked", "Ada Lind called"]],
  ["Nurse, are you there?", []],
  ["Let's ask the nurse: is it safe?", ["June Okafor asked"]],
  ["The nurse was late.", []],
])("M6 %s", (text, expected) => expect(found(text)).toEqual(expected));

const eastern: Participant[] = ["王小明", "欧阳娜娜", "田中太郎", "さくら", "김민수", "Ada Lind", "アン"].map(
  (name) => ({
    id: name,
    name,
    kind: "persona",
  }),
);

test.each([
  ["王小明你怎么看", "王小明 asked"],
  ["小明，你怎么看？", "王小明 asked"],
  ["小明你好", "王小明 called"],
  ["你好王小明", "王小明 called"],
  ["我不同意，王小明。", "王小明 called"],
  ["那娜娜呢？", "欧阳娜娜 asked"],
  ["请王小明说两句", "王小明 asked"],
  ["我同意王小明的看法", "王小明 mentioned"],
  ["谢谢王小明。", "王小明 mentioned"],
  ["你好@王小明", "王小明 asked"],
  ["你好＠王小明 在吗", "王小明 asked"],
  ["田中さんはどう思いますか", "田中太郎 asked"],
  ["太郎さん、こんにちは。", "田中太郎 called"],
  ["では田中さん、お願いします。", "田中太郎 called"],
  ["田中さんはいい人です", "田中太郎 mentioned"],
  ["さくらちゃん何が好き", "さくら asked"],
  ["アンさん、どう？", "アン asked"],
  ["アンケートは終わった？", null],
  ["민수 씨 어떻게 생각해요", "김민수 asked"],
  ["민수야, 안녕", "김민수 called"],
  ["김민수는 어때요?", "김민수 asked"],
  ["민수가 그렇게 말했다", "김민수 mentioned"],
  ["민수네이션", null],
  ["Ada你怎么看", "Ada Lind asked"],
  ["你好Ada", "Ada Lind called"],
])("M6 %s", (text, expected) => {
  const [first] = findAddressees(text, "nobody", eastern);
  expect(first ? `${first.participantId} ${first.manner}` : null).toBe(expected);
});

test("M6 nobody addresses themselves", () => expect(found("I, Ada, ask: why?", "Ada Lind")).toEqual([]));
test("M6 a name two share calls neither", () => {
  const twins: Participant[] = ["Ada Lind", "Ada Berg"].map((name) => ({ id: name, name, kind: "persona" }));
  expect(findAddressees("Ada, why?", "nobody", twins)).toEqual([]);
  expect(findAddressees("Ada Berg, why?", "nobody", twins)).toEqual([{ participantId: "Ada Berg", manner: "asked" }]);
});
