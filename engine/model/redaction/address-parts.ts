/** Parts of street addresses, for the patterns of each region. */

/** One word of a name. */
export const NAME = String.raw`\p{Lu}[\p{L}'’.-]{0,30}`;

/** A house number with its suffix, not followed by a unit: `Der Graben 3 m tief`. */
export const HOUSE = String.raw`\d{1,4}(?:\s?[A-Za-z](?!\p{L}))?(?:\s?[-/]\s?\d{1,4}[a-z]?)?(?![\d.,:]{0,8}\d|\s?(?:km|m|Meter|Minuten?|Min|Stunden?|Tage?|Wochen?|Jahren?|Euro|€|%|Prozent|Uhr|Personen|Leute|Mal|Schritte|ans|anni|años|ore|uur|godzin)(?!\p{L}))`;

/** Postcodes of the continent: `04109`, `1016 GV`, `114 55`, `00-238`, `1250-146`, `01304-001`, `D-28203`. */
const POSTCODE = String.raw`(?:[A-Z]{1,2}-)?(?:\d{4} ?[A-Z]{2}(?![\p{L}\p{N}])|\d{4,5}-\d{3}|\d{2}-\d{3}|\d{3} \d{2}|\d{4,5})`;
const TOWN_NAME = String.raw`${NAME}(?:\s(?:am|an der|bei|im|sur|la|le|de|del|di|da|${NAME})(?:\s${NAME})?)?`;

/** `, 04109 Leipzig`, ` in 8001 Zürich`, `, 3º B, 28013 Madrid`. */
export const POSTCODE_TOWN = String.raw`(?:,?\s(?:in\s)?${POSTCODE}\s${TOWN_NAME})`;
/** The same, or only a town after a comma. */
export const ANY_TOWN = String.raw`(?:${POSTCODE_TOWN}|,\s${NAME}(?![\p{L}]))`;
