/** How often personas disagree, by the words with which people disagree. */
import { personaTurns, type Talk } from "../talk/talk.ts";
import { meanOf, type Example, type Figure } from "./figure.ts";

/** Only plain disagreement with somebody: a bare "but" or "however" is none. */
const DISAGREES =
  /\b(?:i (?:have to |must |would |strongly |respectfully )*disagree|(?:do not|don['’]t|can['’]?t|cannot) agree|not (?:so |quite |entirely |at all )?(?:sure|convinced|true|right|so simple|that simple)|i doubt|i (?:do not|don['’]t) (?:think|believe|buy|see (?:it|how|why)|trust)|that(?:['’]s| is) (?:not|wrong|nonsense|rubbish|too (?:easy|simple))|(?:you|he|she)(?:['’]re|['’]s| are| is) wrong|on the contrary|quite the opposite|i(?:['’]d| would) rather|i see it differently|no,|nonsense|rubbish|you forget|you(?:['’]re| are) forgetting|that misses|i object)/iu;

export const disagrees = (text: string): boolean => DISAGREES.test(text) || /^\W*no\b/iu.test(text);

/** Talks with at least one disagreement after somebody has said something to disagree with. */
export function measureDisagreement(talks: readonly Talk[]): Figure[] {
  const counts = talks.map((talk) => personaTurns(talk).filter(({ text }) => disagrees(text)).length);
  const without = talks.filter((_, index) => counts[index] === 0);
  const method = "turns with words of disagreement, such as “I doubt”, “that is not”, “I would rather”";
  const examples = without.map(({ topic }): Example => ({ talk: topic, text: topic, note: "nobody disagreed" }));
  return [
    {
      key: "talksWithDisagreement",
      title: "Talks in which somebody disagrees",
      method,
      value: talks.length === 0 ? null : (talks.length - without.length) / talks.length,
      unit: "share",
      over: talks.length,
      examples,
    },
    {
      key: "disagreements",
      title: "Turns of disagreement in a talk",
      method,
      value: meanOf(counts),
      unit: "per talk",
      over: talks.length,
      examples: [],
    },
  ];
}
