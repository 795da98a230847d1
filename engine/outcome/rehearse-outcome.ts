/**
 * An outcome by rules over the words, without a call: what the rehearsal voice yields, the same each time. It
 * understands nothing, and everything made of it is marked so (SPEC C2, L2).
 */
import type { ItemContent } from "../../schema/messages/outcome.ts";
import { FUNCTION_WORDS } from "../../schema/rules/function-words.ts";
import { asksSomething } from "../mind/read-cues.ts";
import type { Utterance } from "../mind/conversation.ts";
import { splitWords } from "../text/stem-words.ts";
import { splitSentences } from "../text/split-sentences.ts";
import type { Proposal } from "./apply-outcome-update.ts";
import { placeEdit } from "./outcome-form.ts";
import type { OutcomeView } from "./outcome-prompt.ts";
import type { KeptItem } from "./outcome-state.ts";

const LONGEST_TEXT = 200;
const SHORTEST_SUBJECT = 5;

/** A sentence of a turn that is worth an item. */
type Sentence = { turn: Utterance; text: string };

export function rehearseOutcome(view: OutcomeView): Proposal[] {
  const sentences = view.turns.flatMap((turn) =>
    splitSentences(turn.text).flatMap((piece) => {
      const text = piece.replace(/\s+/g, " ").trim();
      return text.length >= 12 && text.length <= LONGEST_TEXT ? [{ turn, text }] : [];
    }),
  );
  const made = RULES[view.kind](sentences, view);
  return [...summarise(sentences), ...made];
}

const propose = (label: string, content: ItemContent, turnIds: string[]): Proposal => ({ label, content, turnIds });

/** The longest statement, with who said it. */
function summarise(sentences: readonly Sentence[]): Proposal[] {
  const [longest] = sentences
    .filter(({ text }) => !asksSomething(text))
    .toSorted((one, other) => other.text.length - one.text.length);
  if (!longest) return [];
  const { turn, text } = longest;
  return [propose("point", { type: "summary", text: `${turn.speakerName}: ${text}` }, [turn.id])];
}

const DISAGREES =
  /\b(?:but|no|not|wrong|disagree|against|however|instead|nonsense|aber|nein|nicht|falsch|dagegen|sondern|unsinn)\b/iu;
const CLAIMS =
  /\b(?:because|should|must|never|always|better|worse|cannot|need|weil|sollte\p{L}*|muss|müssen|nie|immer|besser|schlechter)\b/iu;
const PROPOSES =
  /\b(?:what if|could|let's|let us|how about|we might|imagine|idea|wie wäre|könnte\p{L}*|lasst uns|idee|vielleicht)\b/iu;
const COMMITS =
  /\b(?:i will|i'll|we will|we'll|we need to|need to|must|has to|have to|let's|ich werde|wir werden|wir müssen|muss|sollte\p{L}*)\b/iu;
const RISKS =
  /\b(?:risk\p{L}*|danger\p{L}*|could fail|might fail|go wrong|too late|afraid|unless|risiko|gefahr|scheitern|schiefgehen|zu spät)\b/iu;
const DUE =
  /\b(?:by|until|before|on|bis|am|vor)\s+((?:next|this|nächste\p{L}*|kommende\p{L}*)?\s*(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|week|month|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|woche|monat|\d{1,2}\.?(?:\s?\p{Lu}\p{L}+)?))/iu;

type Rule = (sentences: readonly Sentence[], view: OutcomeView) => Proposal[];

/** The first sentence of each turn that the cue is in, with those of earlier items that it may refer to. */
const pick = (sentences: readonly Sentence[], cue: RegExp): Sentence[] => {
  const found = sentences.filter(({ text }) => cue.test(text) && !asksSomething(text));
  return found.filter(({ turn }, index) => found.findIndex((other) => other.turn === turn) === index);
};

const debate: Rule = (sentences, { items }) => {
  const held = new Set(items.flatMap(({ content, turnIds }) => (content.type === "position" ? turnIds : [])));
  const claims = pick(sentences, CLAIMS);
  const earlier = items.findLast(({ content }) => content.type === "claim" || content.type === "position")?.id;
  const speakers = [...new Set(sentences.map(({ turn }) => turn.speakerId))];
  const positions = held.size > 0 ? [] : speakers.map((id) => sentences.find(({ turn }) => turn.speakerId === id)!);
  return [
    ...positions.map(({ turn, text }, index) => propose(`position${index}`, { type: "position", text }, [turn.id])),
    ...claims.map(({ turn, text }, index) => {
      const to = index > 0 ? `claim${index - 1}` : (earlier ?? (positions.length > 0 ? "position0" : null));
      const relation = DISAGREES.test(text) ? ("attacks" as const) : ("supports" as const);
      const edges = to === null ? [] : [{ to, relation }];
      return propose(`claim${index}`, { type: "claim", text, edges, check: null }, [turn.id]);
    }),
  ];
};

const subjectsOf = (text: string): string[] =>
  splitWords(text).filter((word) => word.length >= SHORTEST_SUBJECT && !FUNCTION_WORDS.has(word));

const ideation: Rule = (sentences, { items }) => {
  const known = items.flatMap(({ id, content }) =>
    content.type === "idea" ? [{ label: id, text: content.text }] : [],
  );
  const clusters = new Map<string, Proposal>();
  const ideas: Proposal[] = [];
  for (const { turn, text } of pick(sentences, PROPOSES)) {
    const label = `idea${ideas.length}`;
    const subjects = subjectsOf(text);
    const base = known.findLast((other) => subjectsOf(other.text).some((word) => subjects.includes(word)));
    const shared = base && subjectsOf(base.text).find((word) => subjects.includes(word))!;
    if (shared) clusters.set(shared, propose(shared, { type: "cluster", text: shared }, [turn.id]));
    const buildsOn = base ? [base.label] : [];
    ideas.push(propose(label, { type: "idea", text, buildsOn, clusterId: shared ?? null }, [turn.id]));
    known.push({ label, text });
  }
  return [...clusters.values(), ...ideas];
};

const QUOTED = /["“„«]([^"“”„«»]{1,200})["”“»]/gu;

/** “these words” … “those words”: the first become the second; one quotation alone is added at the end. */
const refinement: Rule = (_, { turns, items }) =>
  turns.flatMap((turn, index): Proposal[] => {
    const [from, to] = [...turn.text.matchAll(QUOTED)].map(([, words]) => words!);
    if (from === undefined) return [];
    const edit = to === undefined ? placeEdit("", ` ${from}`, items) : placeEdit(from, to, items);
    if (!edit || edit.revision === null) return [];
    const content = { type: "change" as const, text: "", ...edit, revision: edit.revision };
    return [propose(`change${index}`, content, [turn.id])];
  });

const planning: Rule = (sentences, { turns }) => {
  const names = [...new Set(turns.map(({ speakerName }) => speakerName))];
  const tasks = pick(sentences, COMMITS).filter(({ text }) => !RISKS.test(text));
  const risks = pick(sentences, RISKS);
  return [
    ...tasks.map(({ turn, text }, index) => {
      const isOwn = /\b(?:I will|I'll|ich werde)\b/iu.test(text);
      const owner = isOwn ? turn.speakerName : (names.find((name) => text.includes(name)) ?? null);
      const due = DUE.exec(text)?.[1]?.trim() ?? null;
      return propose(`task${index}`, { type: "task", text, owner, due, resources: [] }, [turn.id]);
    }),
    ...risks.map(({ turn, text }, index) => {
      const taskIds = tasks.length > 0 ? [`task${tasks.length - 1}`] : [];
      return propose(`risk${index}`, { type: "risk", text, taskIds }, [turn.id]);
    }),
  ];
};

const focusGroup: Rule = (sentences, { items }) => {
  const asked = sentences.filter(({ turn, text }) => turn.speakerKind === "person" && asksSomething(text));
  const told = sentences.filter(({ text }) => !asksSomething(text));
  const topics = asked.map(({ turn, text }, index) =>
    propose(`topic${index}`, { type: "topic", text, isCovered: false }, [turn.id]),
  );
  return [...topics, ...coverTopics(items, told), ...findThemes(told)];
};

/** Two have spoken since it was asked. */
function coverTopics(items: readonly KeptItem[], told: readonly Sentence[]): Proposal[] {
  if (new Set(told.map(({ turn }) => turn.speakerId)).size < 2) return [];
  return items.flatMap(({ id, content }) =>
    content.type === "topic" && !content.isCovered
      ? [propose(id, { ...content, isCovered: true }, [told[0]!.turn.id])]
      : [],
  );
}

/** A word that two speakers use, with the sentences that it is in. */
function findThemes(told: readonly Sentence[]): Proposal[] {
  const byWord = new Map<string, Sentence[]>();
  for (const sentence of told)
    for (const word of new Set(subjectsOf(sentence.text))) byWord.set(word, [...(byWord.get(word) ?? []), sentence]);
  const shared = [...byWord].filter(([, found]) => new Set(found.map(({ turn }) => turn.speakerId)).size > 1);
  return shared.slice(0, 2).map(([word, found]) => {
    const quotations = found.slice(0, 4).map(({ turn, text }) => ({ turnId: turn.id, text }));
    return propose(word, { type: "theme", text: word, quotations }, [...new Set(found.map(({ turn }) => turn.id))]);
  });
}

const RULES: Record<OutcomeView["kind"], Rule> = {
  chat: () => [],
  debate,
  ideation,
  refinement,
  planning,
  "focus-group": focusGroup,
};
