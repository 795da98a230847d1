/** Lines to begin a conversation with, by its kind and topic, in English or German (SPEC C2). */
import type { CircleKind } from "../messages/room-messages.ts";

type Starters = Record<CircleKind, readonly string[]>;

const ENGLISH: Starters = {
  chat: ["What comes to mind first about “{topic}”?", "Who has a story about that?", "What surprised you lately?"],
  debate: [
    "“{topic}”: who is for it, who against, and why?",
    "What is the strongest reason against your own side?",
    "Which fact would change your mind?",
  ],
  ideation: [
    "What could we do about “{topic}” if money were no object?",
    "Which idea from somewhere else could we borrow?",
    "Let us each name one idea, and then build on our neighbour's.",
  ],
  refinement: [
    "What should this text make its reader do?",
    "Which sentence works least, and what would you put there?",
    "What is missing, and what can go?",
  ],
  planning: [
    "“{topic}”: what has to be done first, and who does it?",
    "Until when do we need it, and what does it take?",
    "What is most likely to go wrong?",
  ],
  "focus-group": [
    "When did you last have to do with “{topic}”, and how was it?",
    "What annoys you about it most?",
    "What would have to change for you to use it, or use it more?",
  ],
};

const GERMAN: Starters = {
  chat: [
    "Was fällt dir bei „{topic}“ als Erstes ein?",
    "Wer hat dazu eine Geschichte?",
    "Was hat dich zuletzt überrascht?",
  ],
  debate: [
    "„{topic}“: Wer ist dafür, wer dagegen, und warum?",
    "Was spricht am stärksten gegen deine eigene Seite?",
    "Welche Tatsache würde dich umstimmen?",
  ],
  ideation: [
    "Was könnten wir bei „{topic}“ tun, wenn Geld keine Rolle spielte?",
    "Welche Idee von anderswo könnten wir übernehmen?",
    "Jeder nennt eine Idee, und dann führen wir die des Nachbarn weiter.",
  ],
  refinement: [
    "Was soll der Text bei denen bewirken, die ihn lesen?",
    "Welcher Satz gelingt am wenigsten, und was stünde besser da?",
    "Was fehlt, und was kann weg?",
  ],
  planning: [
    "„{topic}“: Was ist zuerst zu tun, und wer macht es?",
    "Bis wann brauchen wir es, und was braucht es dafür?",
    "Was geht am ehesten schief?",
  ],
  "focus-group": [
    "Wann hattest du zuletzt mit „{topic}“ zu tun, und wie war das?",
    "Was ärgert dich daran am meisten?",
    "Was müsste sich ändern, damit du es nutzt, oder öfter nutzt?",
  ],
};

/** @param language BCP 47 tag; anything but German gets English. */
export const suggestStarters = (kind: CircleKind, topic: string, language: string): string[] =>
  (language.toLowerCase().startsWith("de") ? GERMAN : ENGLISH)[kind].map((line) =>
    line.replace("{topic}", () => topic.trim()),
  );
