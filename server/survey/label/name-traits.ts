import { message, type Message } from "../../../schema/messages/message.ts";
import { enTraits } from "../../../schema/rules/survey/traits-in-english.ts";
import { deTraits } from "../../../schema/rules/survey/traits-in-german.ts";

const isStandard = (id: string): id is keyof typeof enTraits.names => Object.hasOwn(enTraits.names, id);

/** Traits by name, for a message in any language; those of researchers as they wrote them. */
export const nameTraits = (traitIds: readonly string[]): Message[] =>
  traitIds.map((id) =>
    message("verbatim", { text: isStandard(id) ? { en: enTraits.names[id], de: deTraits.names[id] } : id }),
  );
