/** Has a model bring themes of several groups together, in one call (SPEC C9). */
import type { CallScope, LanguageModel } from "../model/language-model.ts";
import { readStructuredReply } from "../model/answers/read-structured-reply.ts";
import { MAX_ITEM_LENGTH } from "../../schema/messages/outcome.ts";
import { foldText } from "../text/fold-text.ts";
import { buildGatherThemesRequest, GatheredThemes, type ThemesToGather } from "../prompts/gather-themes-prompt.ts";

/** A name, and the places of the themes that have it. */
export type NamedTogether = { name: string; places: number[] };

export async function gatherThemes(
  asked: ThemesToGather,
  model: LanguageModel,
  scope: CallScope,
): Promise<NamedTogether[]> {
  const { value } = await readStructuredReply(model, buildGatherThemesRequest(asked), GatheredThemes, scope);
  const given = new Set(asked.names.map(foldText));
  const free = new Set(asked.themes.keys());
  return value.themes.flatMap(({ name, numbers }) => {
    const places = [...new Set(numbers.map((number) => number - 1))].filter((place) => free.has(place));
    const short = name.replaceAll("\0", "").slice(0, MAX_ITEM_LENGTH).toWellFormed().trim();
    const least = given.has(foldText(short)) ? 1 : 2;
    if (short === "" || places.length < least) return [];
    // Each counts once.
    places.forEach((place) => free.delete(place));
    return [{ name: short, places }];
  });
}
