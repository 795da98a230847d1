import { expect, test } from "vitest";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";
import { listLifeWords } from "./life-words.ts";

const ada = buildPersona({
  name: "Ada",
  demographics: { occupation: "baker" },
  background: {
    expertise: ["bread", "wood ovens"],
    interests: ["chess"],
    professional: "She would never weigh flour.",
  },
  backstory: "I learned it from my aunt.",
});
const tom = buildPersona({ name: "Tom", background: { expertise: ["boats"] } });
const wordsOf = (topic: string, ...lines: string[]) =>
  listLifeWords(ada, buildView({ personas: [ada, tom], people: ["Sam"], topic, lines }));

test("M7 a persona's words come from its work, knowledge and story, without those that mean nothing by themselves", () => {
  const words = wordsOf("Should shops open on Sunday?");
  expect(words).toEqual(expect.arrayContaining(["baker", "bread", "wood", "ovens", "chess", "weigh", "flour", "aunt"]));
  for (const word of ["would", "from", "boats"]) expect(words).not.toContain(word);
});

test("M7 German nouns keep their capitals, as a model writes them", () => {
  const mia = buildPersona({
    name: "Mia",
    demographics: { occupation: "Bäckerin" },
    backstory: "Sie backt das Brot nachts.",
  });
  const view = {
    ...buildView({ personas: [mia], topic: "Soll der Marktplatz ein Garten werden?", lines: [] }),
    language: "de",
  };
  expect(listLifeWords(mia, view)).toEqual(["Bäckerin", "backt", "Brot", "nachts"]);
});

test("M7 words of the topic, and those that it has just said, rest; what others say does not count", () => {
  const words = wordsOf("Is bread too dear?", "Ada: The oven is cold.", "Tom: Flour, too.");
  for (const word of ["bread", "ovens"]) expect(words).not.toContain(word);
  expect(words).toContain("flour");
});
