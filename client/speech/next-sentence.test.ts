import { describe, expect, it } from "vitest";
import { nextSentence } from "./next-sentence.ts";

const turn = (id: string, text: string, status: "speaking" | "finished" | "interrupted" = "finished") => ({
  id,
  speakerId: `speaker of ${id}`,
  text,
  status,
});
const readAll = (turns: ReturnType<typeof turn>[]): string[] => {
  const read: string[] = [];
  for (let sentence = nextSentence(turns, null, "en"); sentence; sentence = nextSentence(turns, sentence.next, "en"))
    read.push(sentence.text);
  return read;
};

describe("reading aloud", () => {
  it("W12 reads a turn sentence by sentence, the last one once the turn has ended", () => {
    expect(readAll([turn("a", "Bread is slow. It wants", "speaking")])).toEqual(["Bread is slow."]);
    expect(readAll([turn("a", "Bread is slow. It wants time.")])).toEqual(["Bread is slow.", "It wants time."]);
  });

  it("W12 C4 reads no further in a turn that was interrupted", () => {
    const begun = nextSentence([turn("a", "Bread is slow. It wants", "speaking")], null, "en");
    expect(nextSentence([turn("a", "Bread is slow. It wants", "interrupted")], begun!.next, "en")).toBeNull();
  });

  it("W12 goes on to the newest turn, and leaves out those that nobody could follow any more", () => {
    const turns = [turn("a", "One."), turn("b", "Two."), turn("c", "Three. Four")];
    const first = nextSentence(turns.slice(0, 1), null, "en");
    expect(first).toMatchObject({ text: "One.", speakerId: "speaker of a" });
    expect(nextSentence(turns, first!.next, "en")).toMatchObject({ text: "Three.", speakerId: "speaker of c" });
  });

  it("W12 finds sentences as Japanese writes them", () => {
    const sentence = nextSentence([turn("a", "パンは遅い。時間が要る。")], null, "ja");
    expect(sentence?.text).toBe("パンは遅い。");
  });
});
