/** `Lessingstraße 27, 04109 Leipzig`, `Am Speicher 7, 20457 Hamburg`, `Prinsengracht 263, 1016 GV Amsterdam`, `Storgatan 12`. */
import { ANY_TOWN, HOUSE, NAME, POSTCODE_TOWN } from "./address-parts.ts";

const JOINED =
  "(?:straße|strasse|str\\.|gasse|weg|allee|platz|ring|damm|ufer|chaussee|steig|stieg|markt|graben|hof|berg|brücke|promenade|wall|kai)";
/** Words with such an ending that are not streets. */
const NO_STREET =
  "(?!(?:(?:Sitz|Stell|Park|Arbeits|Spiel|Camping|Steh|Lade|Zelt|Studien|Schau|Treff|Fußball|Sport|Flug|Listen|Tabellen)platz|(?:Aus|Um|Hin|Rück|Heim|Fuß|Rad|Feld|Wander|Schul|Arbeits)weg|(?:Bahn|Bürger|Super|Floh|Aktien|Arbeits|Wochen)(?:steig|markt)|(?:Bahn|Fried|Bauern|Gast)hof|(?:Auto|Land|Bundes)straße|Hering|(?:Schmier|Ohr)ring)(?!\\p{L}))";
const APART = String.raw`(?:\p{Lu}\p{Ll}{1,25}(?:er|e|en|-)\s?(?:Straße|Strasse|Str\.|Weg|Allee|Platz|Gasse|Ring|Damm|Ufer|Chaussee|Markt|Steig|Hof)|(?:Obere|Untere|Neue|Alte|Große|Kleine|Hohe)[nrs]?\s\p{Lu}\p{Ll}{1,25}|Straße\sde[sr]\s(?:\d{1,2}\.\s)?${NAME})`;
const ARTICLE = "(?!(?:Der|Die|Das|Den|Eine?|Einen|Dieser?|Jeder?|Keine?|Meine?|Unsere?|Ihre?)\\s)";
const PREPOSITION = String.raw`(?:Am|An\sde[rmn]|Auf\sde[rm]|Im|In\sde[rn]|Zum|Zur|Unter\sden|Hinter\sde[rm]|Alte[rn]?)`;
/** Dutch, Swedish, Danish, Norwegian, Finnish. */
const NORTHERN =
  "(?:straat|laan|gracht|plein|kade|singel|dijk|steeg|gatan|vägen|gränd|torget|gade|vej|stræde|gata|veien|gaten|katu|tie)";

export const GERMAN_ADDRESSES = [
  new RegExp(
    String.raw`(?<![\p{L}\p{N}-])(?:${ARTICLE}${APART}|(?:\p{Lu}[\p{L}.]{0,20}-){0,3}${NO_STREET}\p{Lu}\p{Ll}{1,25}(?:-${JOINED.replace("(?:", "(?:Straße|Strasse|Str\\.|Platz|Allee|Weg|Ring|Damm|")}|${JOINED}))\s${HOUSE}${POSTCODE_TOWN}?`,
    "gu",
  ),
  new RegExp(String.raw`(?<![\p{L}\p{N}-])\p{Lu}\p{Ll}{1,25}${NORTHERN}\s${HOUSE}${ANY_TOWN}?`, "gu"),
  // Any name before a house number, a postcode and a town.
  new RegExp(String.raw`(?<![\p{L}\p{N}])${NAME}(?:\s${NAME})?\s${HOUSE},${POSTCODE_TOWN.replace(",?", "")}`, "gu"),
  // Only with a town after it, as here, or a word for living before it, as below.
  new RegExp(String.raw`(?<![\p{L}\p{N}])${PREPOSITION}(?:\s${NAME}){1,2}\s${HOUSE}${POSTCODE_TOWN}`, "gu"),
  /\bPostfach\s\d{1,3}(?:\s?\d{1,3}){0,2}(?!\d)(?:,\s\d{4,5}\s\p{Lu}[\p{L}-]{1,30})?/gu,
];

export const GERMAN_ADDRESSES_TOLD = [
  new RegExp(
    String.raw`(?:[Ww]ohn\p{Ll}{0,10}|[Aa]dresse|[Aa]nschrift|[Ll]iefer\p{Ll}{0,10}|[Hh]ausnummer)\P{N}{0,25}?(?<value>(?:${PREPOSITION}|am|an\sde[rmn]|auf\sde[rm]|im|in\sde[rn]|zum|zur|unter\sden)(?:\s${NAME}){1,2}\s${HOUSE}${POSTCODE_TOWN}?)`,
    "dgu",
  ),
];
