/** Numbers of persons and their documents, announced by the words before them, in the languages of Europe and beyond. */
import { anyOf, findValues } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

const NUMBERS = anyOf(
  "ssn",
  "social (?:security|insurance)",
  "national insurance",
  "ni(?= n)",
  "nino",
  "nhs",
  "medicare",
  "tax (?:file|id(?:entification)?)",
  "(?:national|personal) id(?:entity|entification)?",
  "tfn",
  "itin",
  "sin(?= (?:is|n|:))",
  "pps[n]?",
  "steuer-?(?:id(?:entifikations)?|identifikations)",
  "steuer-?id-?nr",
  "(?:renten|sozial|kranken)-?versicherungs",
  "sv-",
  "versicherten",
  "ahv-?",
  "avs",
  "sécurité sociale",
  "insee",
  "nir",
  "(?<=(?:mi|su|tu|el) )dni",
  "(?<=(?:mi|su|tu|el) )nie",
  "nif",
  "seguridad social",
  "curp",
  "bsn",
  "burgerservice",
  "rijksregister",
  "registre national",
  "pesel",
  "codice fiscale",
  "person(?:al)?nummer",
  "cpr",
  "henkilötunnus",
  "hetu",
  "fødsels",
  "cpf",
  "cnp",
  "egn",
  "rodné číslo",
  "oib",
  "aadhaar",
  "kimlik",
  "isikukood",
  "asmens kodas",
  "személyi szám",
);
const PAPERS = anyOf(
  "passport",
  "(?:reise)?pass(?=nummer|-?nr)",
  "reisepass",
  "passeport",
  "pasaporte",
  "passaporto",
  "passaporte",
  "paspoort",
  "paszport",
  "(?:personal)?ausweis",
  "id[- ]?card",
  "identity card",
  "carte d'identité",
  "carta d'identità",
  "cédula",
  "identiteitskaart",
  "dowód osobisty",
  "driv(?:ing|er'?s) licen[cs]e",
  "führerschein",
  "permis de conduire",
  "permiso de conducir",
  "carnet de conducir",
  "patente di guida",
  "rijbewijs",
  "prawo jazdy",
  "residence permit",
  "aufenthaltstitel",
  "visa (?=n(?:umber|o))",
);
const NUMBER_WORD = String.raw`(?:[- ]?${anyOf(
  "card",
  "id",
  "numbers?",
  "no\\.?",
  "nº",
  "n°",
  "num(?:mer|éro|ero)?s?",
  "número",
  "numer",
  "nr\\.?",
  "#",
)}(?!\p{L}))`;
/** A few other words in between, without the end of a sentence. */
const BETWEEN = String.raw`(?:[^\p{N}\n.?!]{0,25}?(?:(?<=n[ro])\.)?\s?[^\p{N}\n.?!]{0,12}?)`;
/** At least six characters, three of them digits, in groups as people write them. */
const VALUE = String.raw`(?<value>(?<![\p{L}\p{N}])(?=(?:[A-Z /.-]{0,6}\d){3})(?:[A-Z]{1,2}[ -](?=\d))?[A-Z]{0,6}\d[A-Z0-9]{0,17}(?:[ ./-]{1,3}(?:(?=[A-Z]{0,3}\d)[A-Z0-9]{1,12}|[A-Z](?![\p{L}\p{N}]))){0,7}(?![\p{L}\p{N}]))`;

const TOLD = [
  new RegExp(`(?<!\\p{L})${NUMBERS}(?:nummer|number)?${NUMBER_WORD}?(?!\\p{L})${BETWEEN}${VALUE}`, "dgiu"),
  new RegExp(`(?<!\\p{L})${PAPERS}(?:nummer)?${NUMBER_WORD}?(?!\\p{L})${BETWEEN}${VALUE}`, "dgiu"),
];
const DATE = /^(?:\d{1,2}([./-])\d{1,2}\1\d{2,4}|\d{4}([./-])\d{1,2}\2\d{1,2})$/;
const MIN_SIGNS = 6;

export const findAnnouncedIds = (text: string): Span[] =>
  TOLD.flatMap((pattern) => findValues(text, pattern)).filter(({ start, end }) => {
    const written = text.slice(start, end);
    return written.replace(/[^A-Za-z0-9]/g, "").length >= MIN_SIGNS && !DATE.test(written);
  });
