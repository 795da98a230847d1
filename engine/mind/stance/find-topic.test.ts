import { expect, test } from "vitest";
import { buildView } from "../../../test/minds/test-circle.ts";
import { findTopic } from "./find-topic.ts";

const GARDEN = "Should the market square become a garden?";
const before = (topic: string, lines: string[] = [], language = "en") => ({
  ...buildView({ personas: [], people: ["Sam", "Bruno"], topic, lines }),
  language,
});

test.for([
  [`Hello Bruno! ${GARDEN}`, GARDEN],
  ["Do you think it is right to close the old bakery?", "Do you think it is right to close the old bakery?"],
  ["Are you for or against trams in the old town?", "Are you for or against trams in the old town?"],
  ["What do you think, should trams be free?", "What do you think, should trams be free?"],
  ["Is a garden on the market a good idea?", "Is a garden on the market a good idea?"],
])("M7 the topic of a chat is what its person asks one to be for or against: %s", ([said = "", topic]) => {
  expect(findTopic(said, before(""))).toBe(topic);
});

test.for([
  ["Sollte der Marktplatz ein Garten werden?"],
  ["Findest du es richtig, dass die Bäckerei schließt?"],
  ["Lohnt sich eine Straßenbahn in der Altstadt?"],
])("M7 in German too: %s", ([said = ""]) => {
  expect(findTopic(said, before("", [], "de"))).toBe(said);
});

test.for([
  ["Hello, how are you today?"],
  ["What should I cook tonight?"],
  ["Where is the market?"],
  ["The square should become a garden."],
  ["Should I tell you about my day?"],
  ["Should that be all?"],
  [`Should ${"very ".repeat(60)}long questions be topics?`],
])("M7 nothing else is a topic: %s", ([said = ""]) => {
  expect(findTopic(said, before(""))).toBe("");
  expect(findTopic(said, before(GARDEN))).toBe(GARDEN);
});

test("M7 a question that goes on about the same keeps the topic, another one changes it", () => {
  const talk = before(GARDEN, ["Bruno: With benches under trees it might be pleasant."]);
  expect(findTopic("Should a garden be fenced in?", talk)).toBe(GARDEN);
  expect(findTopic("Should benches be made of stone?", talk)).toBe(GARDEN);
  expect(findTopic("Should trams be free?", talk)).toBe("Should trams be free?");
});
