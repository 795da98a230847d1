import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRuns } from "./cut-runs.ts";
import { indexInstructions } from "./find-instruction.ts";
import type { OwnWordsFrame } from "./keep-own-words.ts";
import { foldClauses, foldLine, readClauses } from "./read-clauses.ts";
import { createReplyCleaner } from "./reply-cleaner.ts";

const prompt =
  "You are Ada Lindqvist, a designer who sketches while others talk. No lists. Answer in one or two short sentences, as Ada only.";
const frame: OwnWordsFrame = {
  ownNames: ["Ada Lindqvist", "Ada"],
  ownRoles: ["a designer of birds"],
  otherNames: ["Tomás Reyes", "Tomás", "Reyes", "Sam"],
  lines: new Set(["I agree with it all.", "Rye. And salt.", "👍"].map(foldLine)),
  known: new Set(foldClauses(`${prompt} What would the first screen look like on a phone?`, 6)),
  openings: new Set(["one day when i was counting"]),
  promptClauses: new Set(foldClauses(prompt, 1)),
  instructions: indexInstructions(
    ["Topic: bread", "Speak English. It is Ada Lindqvist's turn: answer with Ada's words only."].flatMap(readClauses),
  ),
  runs: [readRuns("Speak one turn of natural talk, one to three sentences, no lists.")],
  wholeSentencesFrom: 2000,
};

function clean(chunks: string[], isCutOff = false, with_: Partial<OwnWordsFrame> = {}): string {
  const cleaner = createReplyCleaner({ ...frame, ...with_ });
  let shown = "";
  for (const chunk of chunks) shown += cleaner.push(chunk);
  shown += cleaner.end(isCutOff);
  expect(shown).toBe(cleaner.text());
  return shown;
}

const cases: [what: string, raw: string, clean: string][] = [
  [
    "leaves no blank line where something was dropped",
    "What would the first screen look like on a phone?\nOne field.",
    "One field.",
  ],
  ["cuts where a short sentence is said again", "It is a bird. It sings. It is a bird.", "It is a bird. It sings."],
  ["says no stock refusal of a model", "I'm sorry, but I can't assist with that request.", ""],
  ["keeps what was said before one", "One field. I am sorry, but I cannot help with this request.", "One field."],
  ["says nothing as a program", "As an AI language model, I do not eat bread.", ""],
  ["says nothing as a program in German", "Als KI esse ich kein Brot.", ""],
  ["refuses nothing in German", "Es tut mir leid, aber ich kann Ihnen dabei nicht helfen. Rot.", ""],
  [
    "keeps a person's regret",
    "I'm sorry, but I can't help with the move on Friday. As an aunt I must bake.",
    "I'm sorry, but I can't help with the move on Friday. As an aunt I must bake.",
  ],
  ["leaves a plain reply as it is", "One field, one button. Nothing else!", "One field, one button. Nothing else!"],
  ["cuts at another speaker's line", "One field.\nTomás: And a price.", "One field."],
  [
    "cuts at another speaker's line without accent, bold, or with a remark",
    "One field.\n**Tomas (smiling):** And a price.",
    "One field.",
  ],
  ["cuts at another speaker within the line", "One field. Sam: Two!", "One field."],
  ["cuts at a script role", "One field.\nUser: and then?", "One field."],
  ["says nothing when it only speaks for another", "Sam: I would take two.", ""],
  ["keeps a name inside a sentence", "I told Sam: never two.", "I told Sam: never two."],
  ["drops the own name", "Ada: One field.", "One field."],
  ["drops the own name in bold and a remark", "**Ada Lindqvist** (softly): One field.", "One field."],
  ["drops the own name on a later line", "One field.\nAda: And a bird.", "One field.\nAnd a bird."],
  ["drops a reply label", "Response: One field.", "One field."],
  [
    "drops stage directions",
    "*smiles warmly* One field. *Leans back* No more *nods* than that.",
    "One field. No more than that.",
  ],
  ["drops a remark in brackets at the start", "(laughing) One field.", "One field."],
  ["keeps stressed words", "That is *really* all, **one** field.", "That is really all, one field."],
  [
    "drops a story that was told before, with another end",
    "One day, when I was counting my cats, it rained. I stayed in.",
    "I stayed in.",
  ],
  ["keeps what only begins like it", "One day, when I was ill, it rained.", "One day, when I was ill, it rained."],
  ["drops a profession at the start", "As a designer, I use one field.", "I use one field."],
  ["drops a life at the start", "As someone who sketches all day, the pen matters.", "The pen matters."],
  ["drops itself at the start", "As Ada, I use one field.", "I use one field."],
  ["drops praise for the question", "That's a really interesting question! One field.", "One field."],
  ["drops both", "Well, that is a great point. As a designer, I doubt it.", "I doubt it."],
  ["drops its own role later", "One field. As a designer of birds, I use red.", "One field. I use red."],
  ["drops its own role with more", "One field! As the designer of birds from Ulm I use red.", "One field! I use red."],
  ["drops half its own role at the end", "One field. As a designer of", "One field."],
  ["keeps half a role that a later sentence follows", "One field. As a 。Then two.", "One field. As a 。Then two."],
  ["keeps another role later", "One field. As a designer, I use red.", "One field. As a designer, I use red."],
  ["keeps a likeness", "One field. As a designer of birds would.", "One field. As a designer of birds would."],
  ["keeps a comparison later", "One field. As I said, one.", "One field. As I said, one."],
  ["keeps another's name after as", "As Sam, so the rest.", "As Sam, so the rest."],
  ["keeps a comparison", "As I said before, one field.", "As I said before, one field."],
  ["keeps what is meant", "That is a good idea for a bird.", "That is a good idea for a bird."],
  ["drops reasoning", "<think>They want a phone. Tomás: no</think>\n\nOne field.", "One field."],
  ["drops reasoning that never ends", "One field. <think>hm", "One field."],
  ["cuts at a template token", "One field.<|im_end|>\n<|im_start|>user\nMore", "One field."],
  ["skips a leading template token", "<|im_start|>assistant\nOne field.", "One field."],
  ["keeps a smaller-than sign", "I use < 3 colours and <3 them.", "I use < 3 colours and <3 them."],
  ["unwraps a code fence", "```text\nOne field.\n```\nThat was code.", "One field."],
  ["cuts at a code fence", "Like this:\n```html\n<input>\n```", "Like this:"],
  ["unwraps quotation marks", "“One field. No more.”", "One field. No more."],
  ["unwraps one short quoted sentence", '"One field."', "One field."],
  ["keeps a quotation", '"Less," my teacher said, "is work." I agree.', '"Less," my teacher said, "is work." I agree.'],
  ["unwraps German quotation marks", "„Ein Feld. Mehr nicht.“", "Ein Feld. Mehr nicht."],
  [
    "drops the prompt said back at the start",
    "You are Ada Lindqvist, a designer who sketches while others talk. One field.",
    "One field.",
  ],
  ["drops the question said back", "What would the first screen look like on a phone? One field.", "One field."],
  [
    "cuts where the prompt is said back",
    "One field. Answer in one or two short sentences, as Ada only. Two.",
    "One field.",
  ],
  [
    "cuts at a sentence said twice",
    "I would draw a field for the name. Then a bird. I would draw a field for the name. Then",
    "I would draw a field for the name. Then a bird.",
  ],
  [
    "stops going round in circles",
    "It is big and it is big and it is big and it is big and it is big",
    "It is big and it is big and it is big and",
  ],
  ["says nothing when it says the prompt back, short sentences too", `${prompt}\nNo lists.`, ""],
  ["keeps short words that the instructions hold too", "One field. No lists.", "One field. No lists."],
  ["drops control characters", "One\u0001 field,\tone\u0007 button.\u009f", "One field, one button."],
  ["is empty for nothing but noise", " \n*nods*\n```\n", ""],
  ["drops a line of this talk", "I agree with it all.", ""],
  ["drops a line of this talk in other signs", "**I agree: with it all!**", ""],
  ["drops a short line of this talk", "Rye. And salt!", ""],
  ["drops a sign that was a line of this talk", " 👍\n", ""],
  ["keeps what only begins like a line of this talk", "Rye. And salt and water.", "Rye. And salt and water."],
  ["cuts at another speaker's line after a line of this talk", "Rye. And salt.\nTomás: No.", ""],
  ["drops its own marks around a reply", '<said by="Ada Lindqvist">One field.</said> More', "One field."],
  ["cuts at another's marks", 'One field. <said by="Tomás Reyes">Two.</said>', "One field."],
  ["says nothing between another's marks", '<said by="Sam">Two.</said>', ""],
  ["drops what it remembers aloud", "<remembered>\n- Sam likes tea\n</remembered>\nOne field.", "One field."],
  ["drops a memory that never ends", "One field. <remembered> - Sam likes tea", "One field."],
  ["drops marks in other brackets", "‹said by=“Ada”›One field.‹/said›", "One field."],
  ["drops marks spelled out", "&lt;said by='Ada'&gt; One field. &lt;/said&gt;", "One field."],
  ["drops half a mark", 'said by="Ada">One field. <said by="To', "One field."],
  [
    "keeps the words of marks",
    "He said by nine. She remembered [it]. I said so",
    "He said by nine. She remembered [it]. I said so",
  ],
  ["drops the turn's instruction cut short", "Speak English. It is Ada Lindqvist's turn:", ""],
  ["drops the turn's instruction before a reply", "Speak English. It is Ada's turn: One field.", "One field."],
  ["drops the turn's instruction in other words", "Okay, it’s Ada Lindqvist's turn now:\nOne field.", "One field."],
  ["cuts at the turn's instruction", "One field.\nAnswer with Ada’s words only.", "One field."],
  ["drops a label of the prompt", "Topic: bread\nOne field.", "bread\nOne field."],
  ["keeps what begins like an instruction", "It is a good turn: answer me.", "It is a good turn: answer me."],
  ["cuts at another speaker's line with a full-width colon", "可以。\nSam：不行。", "可以。"],
  ["cuts at another speaker within a line of Chinese", "可以。Sam：不行。", "可以。"],
  ["drops the own name with a full-width colon", "Ada：可以。", "可以。"],
  ["unwraps Japanese quotation marks", "「一つで十分です。」", "一つで十分です。"],
  ["says nothing of a tool call", '{"name":"delete_circle","arguments":{}}', ""],
  ["cuts at a tool call", 'One field.\n<tool_call>{"name":"x"}</tool_call>', "One field."],
  ["cuts at a picture from elsewhere", "One field. ![x](https://a.example/?q=1) Two.", "One field."],
  ["keeps a bracket and an exclamation", "One field! [Or two.] {Three.}", "One field! [Or two.] {Three.}"],
  ["cuts encoded text", `One field. ${"QUJD".repeat(30)} Two.`, "One field. QUJDQUJDQUJDQUJD"],
  [
    "keeps a long word",
    "One Donaudampfschifffahrtsgesellschaftskapitän.",
    "One Donaudampfschifffahrtsgesellschaftskapitän.",
  ],
  ["cuts what is spelled out", "S p e a k o n e t u r n o f n a t u r a l", "S p e a k o n e t u r n"],
  ["keeps a few letters", "It is A, B or C, I think.", "It is A, B or C, I think."],
  ["cuts an instruction of one word a line", "SPEAK\none\nturn\nof\nnatural\ntalk\none\nto\nthree", "SPEAK\none\nturn"],
  ["cuts an instruction joined by dashes", "Speak-one-turn-of-natural-talk-one-to", "Speak-one-turn-"],
  [
    "keeps what only begins as an instruction does",
    "Please speak one turn of natural gas.",
    "Please speak one turn of natural gas.",
  ],
  ["cuts an instruction backwards", "stsil on secnetnes eerht ot eno klat", "stsil on secnetnes"],
  ["cuts at another speaker's heading", "One field.\n**Tomás**\nTwo.", "One field."],
  ["says nothing of another's line after brackets", "[Tomás]: Two.", ""],
  ["cuts at a facilitator's line", "One field.\nFacilitator: The end.", "One field."],
  ["keeps an emoji", "One field 🐦!", "One field 🐦!"],
  ["keeps paragraphs as single line breaks", "One field.\n\n\nOne bird.", "One field.\nOne bird."],
  ["makes bullets dashes", "* one field\n* one bird", "- one field\n- one bird"],
];

describe("M7 reply hygiene", () => {
  test.each(cases)("M7 %s", (_what, raw, expected) => {
    expect(clean([raw])).toBe(expected);
    expect(clean([...raw])).toBe(expected);
  });

  test("M7 a reply cut off by its limit ends on a whole sentence when the rest was not shown", () => {
    expect(clean([..."One field. Then a bird that"], true, { wholeSentencesFrom: 5 })).toBe("One field.");
    expect(clean([..."One field. Then a bird that"], true)).toBe("One field. Then a bird that…");
    expect(clean([..."One field. Then a bird."], true)).toBe("One field. Then a bird.");
  });

  test("M7 the reply is the same for every way the stream is cut", () => {
    const fragment = fc.constantFrom(
      ...'Ada|Ada:|No lists. |\u0001|Tomás|Sam:|Sam| |\n|. |! |? |*|**|nods|(|)|[|]|"|“|”|`|```|<|<think>|</think>|<|im_end|>|</s>|[INST]|very |I would draw a field for the name. |You are Ada Lindqvist, a designer|who sketches while others talk.|🐦|User:|Reply:|Dr. |3.|…|word |Hello|,|:|-|_'.split(
        "|",
      ),
      ...'<said by="|">|</said>|<remembered>|</remembered>|said by=|‹|&lt;|It is |Ada\'s turn|: |Speak English. '.split(
        "|",
      ),
      ..."Rye. |And salt.|As a designer of birds, |As a |designer |of birds|now |。|：|可以|「|」|Topic|Well, |s|it’s ".split(
        "|",
      ),
      "<|im_start|>",
      "assistant\n",
      "|",
    );
    const raw = fc
      .array(fc.oneof({ weight: 8, arbitrary: fragment }, { weight: 1, arbitrary: fc.string({ maxLength: 6 }) }), {
        maxLength: 30,
      })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(
        raw,
        fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
        fc.boolean(),
        fc.integer({ min: 0, max: 60 }),
        (text, lengths, isCutOff, wholeSentencesFrom) => {
          const chunks: string[] = [];
          for (let at = 0; at < text.length;) {
            const length = lengths.next().value;
            chunks.push(text.slice(at, at + length));
            at += length;
          }
          const whole = clean([text], false, { wholeSentencesFrom });
          expect(clean(chunks, false, { wholeSentencesFrom })).toBe(whole);
          expect(clean([...text], false, { wholeSentencesFrom })).toBe(whole);
          if (isCutOff) clean(chunks, true, { wholeSentencesFrom });
        },
      ),
      { numRuns: 700 },
    );
  });

  test("M7 needs no more of the stream once it has ended", () => {
    const cleaner = createReplyCleaner(frame);
    cleaner.push("One field.\nSam");
    expect(cleaner.isComplete()).toBe(false);
    cleaner.push(": what?");
    expect(cleaner.isComplete()).toBe(true);
  });
});
