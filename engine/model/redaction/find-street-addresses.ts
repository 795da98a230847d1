/** English and German street addresses with a house number, with the town when it follows. */
import { findAll, findValues } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

const NAME = String.raw`\p{Lu}[\p{L}'’.-]{0,30}`;
const ENGLISH_STREET = String.raw`(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Square|Sq|Terrace|Way|Close|Crescent|Cres|Row|Mews|Gardens|Grove|Hill|Parkway|Pkwy|Highway|Hwy|Circle|Place|Pl)(?!\p{L})\.?`;
const UNIT = String.raw`(?:Flat|Apartment|Apt\.?|Unit|Suite|Ste\.?|Floor|#)`;
const POSTCODE = String.raw`(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5}(?:-\d{4})?)`;
/** `, London NW1 6XE` or `, Springfield, IL 62704`. */
const ENGLISH_TOWN = String.raw`(?:,\s${NAME}(?:\s(?!${POSTCODE})${NAME}){0,2}(?:,?\s[A-Z]{2}(?![\p{L}\p{N}]))?(?:,?\s${POSTCODE})?|,?\s${POSTCODE})`;
const ENGLISH = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,$€£-])(?:${UNIT}\s?\d{1,4}[A-Za-z]?,\s)?\d{1,5}(?:[A-Za-z]|[-/]\d{1,4})?\s(?:[NSEW]{1,2}\.?\s)?(?:\d{1,3}(?:st|nd|rd|th)\s|(?:${NAME}\s){1,4})${ENGLISH_STREET}(?:\s[NSEW]{1,2}(?!\p{L}))?(?:,?\s${UNIT}\s?\d{1,4}[A-Za-z]?)?${ENGLISH_TOWN}?`,
  "gu",
);
/** `14 Rue de Rivoli, 75004 Paris` */
const FRENCH = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,$€£-])\d{1,4}(?:\s?(?:bis|ter))?,?\s(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Qq]uai|[Cc]hemin|[Ii]mpasse)\s(?:(?:de|du|des|la|le|les|l’|l')\s?){0,3}${NAME}(?:\s${NAME})?(?:,?\s\d{5}\s${NAME})?`,
  "gu",
);
const POST_BOX = /\b(?:P\.?\s?O\.?\sBox|Postfach)\s\d{1,3}(?:\s?\d{1,3}){0,2}(?!\d)/gi;

const HOUSE = String.raw`\d{1,4}(?:\s?[a-z](?!\p{L}))?(?:\s?[-–/]\s?\d{1,4}[a-z]?)?(?![\d.,:]*\d|\s?(?:km|m|Meter|Minuten?|Min|Stunden?|Tage?|Wochen?|Jahren?|Euro|€|%|Prozent|Uhr|Personen|Leute|Mal|Schritte)(?!\p{L}))`;
const GERMAN_TOWN = String.raw`(?:,?\s(?:in\s)?(?:[DACH]{1,2}-)?\d{4,5}\s${NAME}(?:\s(?:am|an der|bei|im|${NAME})(?:\s${NAME})?)?)`;
const JOINED =
  "(?:straße|strasse|str\\.|gasse|weg|allee|platz|ring|damm|ufer|chaussee|steig|stieg|markt|graben|hof|berg|brücke|promenade|wall|kai)";
/** Words with such an ending that are no streets. */
const NO_STREET =
  "(?!(?:(?:Sitz|Stell|Park|Arbeits|Spiel|Camping|Steh|Lade|Zelt|Studien|Schau|Treff|Fußball|Sport|Flug|Listen|Tabellen)platz|(?:Aus|Um|Hin|Rück|Heim|Fuß|Rad|Feld|Wander|Schul|Arbeits)weg|(?:Bahn|Bürger|Super|Floh|Aktien|Arbeits|Wochen)(?:steig|markt)|(?:Bahn|Fried|Bauern|Gast)hof|(?:Auto|Land|Bundes)straße|Hering|(?:Schmier|Ohr)ring)(?!\\p{L}))";
const APART = String.raw`(?:\p{Lu}\p{Ll}+(?:er|e|en|-)\s?(?:Straße|Strasse|Str\.|Weg|Allee|Platz|Gasse|Ring|Damm|Ufer|Chaussee|Markt|Steig|Hof)|Straße\sde[sr]\s(?:\d{1,2}\.\s)?${NAME})`;
const ARTICLE = "(?!(?:Der|Die|Das|Den|Eine?|Einen|Dieser?|Jeder?|Keine?|Meine?|Unsere?|Ihre?)\\s)";
const GERMAN = new RegExp(
  String.raw`(?<![\p{L}\p{N}-])(?:${ARTICLE}${APART}|(?:\p{Lu}[\p{L}.]{0,20}-){0,3}${NO_STREET}\p{Lu}\p{Ll}{1,25}(?:-${JOINED.replace("(?:", "(?:Straße|Strasse|Str\\.|Platz|Allee|Weg|Ring|Damm|")}|${JOINED}))\s${HOUSE}${GERMAN_TOWN}?`,
  "gu",
);
/** Any name before a house number, a postcode and a town. */
const BEFORE_TOWN = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${NAME}\s${HOUSE},\s(?:[DACH]{1,2}-)?\d{4,5}\s${NAME}`,
  "gu",
);
const PREPOSITION = String.raw`(?:Am|An\sde[rmn]|Auf\sde[rm]|Im|In\sde[rn]|Zum|Zur|Unter\sden|Hinter\sde[rm]|Alte[rn]?)`;
/** `Am Alten Markt 5`: a street only with a town behind it or a word for living before it. */
const WITH_TOWN = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${PREPOSITION}(?:\s${NAME}){1,2}\s${HOUSE}${GERMAN_TOWN}`,
  "gu",
);
const LIVED_AT = new RegExp(
  String.raw`(?:[Ww]ohn\p{Ll}*|[Aa]dresse|[Aa]nschrift|[Ll]iefer\p{Ll}*|[Hh]ausnummer)\P{N}{0,25}?(?<value>(?:${PREPOSITION}|am|an\sde[rmn]|auf\sde[rm]|im|in\sde[rn]|zum|zur|unter\sden)(?:\s${NAME}){1,2}\s${HOUSE}${GERMAN_TOWN}?)`,
  "dgu",
);

export const findStreetAddresses = (text: string): Span[] => [
  ...[ENGLISH, FRENCH, POST_BOX, GERMAN, BEFORE_TOWN, WITH_TOWN].flatMap((pattern) => findAll(text, pattern)),
  ...findValues(text, LIVED_AT),
];
