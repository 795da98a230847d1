/**
 * Separates a model's answer from its reasoning. Model families mark thoughts differently, and
 * some templates open one in the prompt, so that an answer begins in the middle of it and only its end is marked.
 */

const THOUGHT = "(?:think|thinking|thoughts?|reason|reasoning|analysis|reflection|scratchpad)";
/** gpt-oss: the parts of an answer have separate channels. */
const channel = (name: string) =>
  String.raw`(?:<\|start\|>\s*assistant\s*)?<\|channel\|>\s*${name}\b[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>`;

const OPENINGS = [
  String.raw`<\|?(?:begin_of_|start_|seed:)?${THOUGHT}\|?>`,
  String.raw`\[think\]|◁think▷|<unused94>thought|<\|channel>thought`,
  channel("(?:analysis|commentary)"),
];
const ENDINGS = [
  String.raw`<\|?/(?:seed:)?${THOUGHT}\|?>|<\|?end_(?:of_)?${THOUGHT}\|?>`,
  String.raw`\[/think\]|◁/think▷|<unused95>|<channel\|>`,
];
const ANSWERS = [String.raw`<(?:answer|response)>|<\|(?:begin_of_solution|start_response)\|>`, channel("final")];
const ANSWER_ENDS = String.raw`</(?:answer|response)>|<\|end_(?:of_solution|response)\|>`;

const MARK = new RegExp(
  `(?<opening>${OPENINGS.join("|")})|(?<ending>${ENDINGS.join("|")})|(?<answer>${ANSWERS.join("|")})|${ANSWER_ENDS}`,
  "i",
);
const LONGEST_MARK = 120;
/** An end of the text that may still become a mark. */
const UNDECIDED =
  /(?:(?:<\|start\|>\s*(?:assistant\s*)?)?<\|channel\|>[^<]{0,60}(?:<\|constrain\|>[^<]{0,40})?(?:<[^\s>]{0,20})?|<\|start\|>\s*[a-z]{0,9}|<[^\s>]{0,40}|\[\/?[a-z]{0,5}|◁\/?[a-z]{0,5}|<unused94>[a-z]{0,6})$/i;
/** The channels' names, when a server has removed their tokens. */
const BARE_CHANNELS = ["analysis", "commentary"];
const BARE_CHANNEL = /^\s*(?:analysis|commentary)(?=\p{Lu})/u;
const BARE_FINAL = "assistantfinal";

/**
 * How an answer begins: "answer": with text for others; "thought": in a thought that the prompt has opened;
 * "unknown": it has to be detected.
 */
export type AnswerStart = "answer" | "thought" | "unknown";
export type Split = { text: string; thought: string };

export interface ThoughtSplitter {
  push(piece: string): Split;
  /** Stops waiting to detect how it begins. */
  release(): Split;
  /** @param isWhole the model ended on its own: text never marked as a thought is not one, even if one was expected */
  end(isWhole: boolean): Split;
  /** Whether it began in a thought; null when not known yet. */
  beganInThought(): boolean | null;
}

export function createThoughtSplitter(start: AnswerStart): ThoughtSplitter {
  let mode: "begin" | "text" | "thought" | "held" | "bare" = "begin";
  let pending = "";
  /** Text that may turn out to have been a thought. */
  let held = "";
  let followsThought = false;
  let beganInThought: boolean | null = start === "answer" ? false : null;

  function take(piece: string, split: Split): void {
    if (mode === "text") {
      const text = followsThought ? piece.trimStart() : piece;
      followsThought &&= text === "";
      split.text += text;
    } else {
      split.thought += piece;
      if (mode === "held") held += piece;
    }
  }

  function reveal(split: Split): void {
    mode = "text";
    take(held, split);
    held = "";
  }

  function answerAfterThought(): void {
    mode = "text";
    held = "";
    followsThought = true;
  }

  function pass({ index, 0: mark, groups }: RegExpExecArray, split: Split): void {
    const { opening, ending, answer } = groups!;
    const before = pending.slice(0, index);
    pending = pending.slice(index + mark.length);
    if (ending !== undefined && mode === "text") split.thought += before;
    else take(before, split);
    if (opening !== undefined) {
      if (mode === "held" && start === "unknown") {
        beganInThought = false;
        reveal(split);
      }
      mode = "thought";
    } else if (ending !== undefined) {
      // An end mark without a start: everything until here was thought, withheld or not.
      if (mode !== "thought") beganInThought = true;
      answerAfterThought();
    } else if (answer !== undefined && mode !== "text") {
      if (mode === "held") beganInThought = held.trim() !== "";
      answerAfterThought();
    }
  }

  /** @returns whether the pending text waits for more */
  function begin(): boolean {
    if (BARE_CHANNEL.test(pending)) mode = "bare";
    else if (BARE_CHANNELS.some((name) => name.startsWith(pending.trimStart()))) return true;
    else mode = start === "answer" ? "text" : "held";
    return false;
  }

  function read(split: Split): void {
    if (mode === "bare") {
      const final = pending.indexOf(BARE_FINAL);
      if (final < 0) return;
      take(pending.slice(0, final), split);
      pending = pending.slice(final + BARE_FINAL.length);
      answerAfterThought();
    }
    for (let mark = MARK.exec(pending); mark; mark = MARK.exec(pending)) pass(mark, split);
  }

  const empty = (): Split => ({ text: "", thought: "" });
  return {
    push(piece) {
      const split = empty();
      pending += piece;
      if (mode === "begin" && begin()) return split;
      read(split);
      const tail =
        mode === "bare" ? BARE_FINAL.length : (UNDECIDED.exec(pending.slice(-LONGEST_MARK))?.[0].length ?? 0);
      const decided = Math.max(0, pending.length - tail);
      take(pending.slice(0, decided), split);
      pending = pending.slice(decided);
      return split;
    },
    release() {
      const split = empty();
      if (mode === "held") reveal(split);
      return split;
    },
    end(isWhole) {
      const split = empty();
      if (mode === "begin") mode = start === "answer" ? "text" : "held";
      read(split);
      if (mode === "held" && (isWhole || start === "unknown")) {
        if (isWhole) beganInThought = false;
        reveal(split);
      }
      take(pending, split);
      pending = "";
      return split;
    },
    beganInThought: () => beganInThought,
  };
}
