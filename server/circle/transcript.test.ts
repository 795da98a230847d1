import { expect, test } from "vitest";
import { Transcript } from "./transcript.ts";

test("C9 whoever withdraws is forgotten with their words and the name they had; what others said before stays", () => {
  const transcript = new Transcript();
  const said = [
    ["ben", "Ben", "I walk, it is not far"],
    ["pia", "Pia", "I walk, it is not far: says Ben, who never takes my bus"],
    ["ben", "Ben", "Who never takes my bus, Pia?"],
  ] as const;
  for (const [index, [speakerId, speakerName, text]] of said.entries()) {
    const startedAt = new Date(index).toISOString();
    transcript.begin({
      id: `${index}`,
      speakerId,
      speakerName,
      speakerKind: "person",
      replyTo: null,
      startedAt,
      witnesses: null,
    });
    transcript.show(`${index}`, text);
  }
  expect(transcript.forget("pia", "walk")).toEqual([{ name: "Pia", text: said[1][2], at: new Date(1).toISOString() }]);
  expect(transcript.turns(() => true).map(({ text }) => text)).toEqual([said[0][2], "[…]?"]);
});
