/** Passwords, PINs and codes announced by the words before them ("the door code is …"), in the languages of Europe. */
import { findNear, type Near } from "./find-near.ts";
import { anyOf, findValues } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

const PASSWORD = String.raw`(?<!\p{L})${anyOf(
  "pass(?:word|phrase|wd|code|wort)s?",
  "pwd?",
  "(?<=(?:my|your|our|his|her|login) )pass",
  "kennwort",
  "losungswort",
  "mot de passe",
  "contraseña",
  "clave(?: secreta)?",
  "parola (?:d'ordine|chiave)",
  "(?:wacht|sleutel)woord",
  "hasło",
  "senha",
  "palavra-passe",
  "lösenord(?:et)?",
  "adgangskode(?:n)?",
  "passord(?:et)?",
  "salasana",
  "heslo",
  "jelszó",
  "parolă",
  "şifre",
  "(?:wlan|wifi|wi-fi|wpa2?|netzwerk|netzwerks)[- ]?(?:schlüssel|key|code|kennwort)",
  "clé (?:wi-?fi|wpa)",
)}(?!\p{L})`;

const CODE = String.raw`(?<!\p{L})${anyOf(
  "pin(?:[- ]?(?:code|nummer|number))?",
  "(?:door|access|gate|alarm|unlock|entry|security|verification|confirmation|one-time|login|sign-in|activation|auth|authentication|lock|locker|lift|garage|2fa|mfa|otp|sms|safe|vault|keypad|entrance)[- ]code",
  "otp",
  "(?:tür|zugangs|zutritts|alarm|sicherheits|bestätigungs|verifizierungs|einmal|aktivierungs|entsperr|eingangs|sms|freischalt|haustür|tor)-?code",
  "geheim(?:zahl|nummer)",
  "digicode",
  "code (?:de la porte|de l'alarme|d'entrée|d'accès|secret|confidentiel|de vérification|de sécurité|pin)",
  "código (?:de acceso|de verificación|de seguridad|de la puerta|secreto|pin|de acesso|de verificação|da porta)",
  "codice (?:di accesso|di verifica|segreto|pin|della porta|di sicurezza)",
  "(?:toegangs|deur|pin|verificatie|beveiligings)code",
  "kod (?:pin|dostępu|weryfikacyjny|do drzwi)",
  "portkod(?:en)?",
  "dörrkod(?:en)?",
  "combination",
  "(?:zahlen)?kombination",
)}(?!\p{L}|-\p{L})`;

/** A few words may come between the secret's name and the word that announces it. */
const FILLER = String.raw`(?: \p{L}{1,14}){0,4}?`;
const TELLS = String.raw`\s{0,2}(?:(?<!\p{L})(?:is|are|was|to|ist|sind|lautet|war|heißt|est|es|son|è|é|jest|to jest|är|er|on|reads)(?!\p{L})|[:=→])\s{0,2}`;
const END = String.raw`[^\s"'“”’»\x60,;.?)\]]`;
const QUOTED = String.raw`["'„“«‘\x60](?<value>[^"'“”’»\x60\n]{3,80})["'“”’»\x60]`;
/** Only letters could be any word: `the password is short`. */
const STRONG = String.raw`(?<value>(?=[^\s"“”]{0,63}(?:\d|[!@#$%^&*_+=~?\\|][^\s"“”]))[^\s"“”,;]{3,63}${END})`;
/** After a colon even a plain word is the password, except these. */
const PLAIN = String.raw`(?<value>(?!${anyOf(
  ..."required needed optional forgotten unknown none empty same see ask the your what where please must should reset change wrong none nein keins siehe bitte falsch vergessen".split(
    " ",
  ),
)}(?!\p{L}))[^\s"“”,;]{5,63}${END})`;
const CODE_VALUE = String.raw`(?<value>(?=[\w#*-]{0,11}\d)[A-Za-z0-9#*](?:[A-Za-z0-9#*]|[ -](?=\d)){1,14}[A-Za-z0-9#*])(?![\w%€$]|[.,:]\d)`;

const TOLD = [
  `${PASSWORD}${FILLER}${TELLS}${QUOTED}`,
  `${PASSWORD}${FILLER}${TELLS}${STRONG}`,
  `${PASSWORD}\\s{0,2}[:=]\\s{0,2}${PLAIN}`,
  // A possessive and a single last word: a statement about a password has more words.
  String.raw`(?<!\p{L})(?:my|mein|unser|our|his|her) ${PASSWORD} (?:is|ist|lautet) (?!${anyOf(
    ..."short long wrong weak strong gone safe lost stolen secret invalid simple good bad kurz lang falsch weg sicher schwach stark geheim schlecht".split(
      " ",
    ),
  )}(?!\p{L}))(?<value>\p{L}{5,40})(?=[.!]?$)`,
  `${CODE}${FILLER}(?:${TELLS}|\\s)${CODE_VALUE}`,
  // Combination locks: `32-08-17`.
  String.raw`(?<!\p{L})(?:safe|vault|tresor|lock|padlock|schloss|spind|locker)(?!\p{L})[^\n.]{0,30}?(?<value>(?<![\d-])\d{1,2}-\d{1,2}-\d{1,2}(?:-\d{1,2})?(?![\d-]))`,
  String.raw`(?:seed|mnemonic|recovery|wallet) (?:phrase|words?)(?:\s(?:is|are))?:?\s{1,2}["“]?(?<value>(?:[a-z]{3,8}\s){11,23}[a-z]{3,8})`,
].map((source) => new RegExp(source, "dgiu"));

/** Lists of codes: `the recovery codes are 8f3k-29dq and m7xw-51tz`. */
const LIST = /(?:recovery|backup|rescue|wiederherstellungs?|notfall)[- ]?codes?(?!\p{L})/giu;
const NEXT_OF_LIST =
  /(?:\s{0,2}(?:are|is|sind|lauten|and|und|et|y|e|[:=,;&/])){0,2}\s{1,2}(?<value>(?=[\w-]{0,30}\d)[A-Za-z0-9][A-Za-z0-9-]{3,30})/dy;
const MAX_IN_LIST = 20;

const NAMES: Near = {
  sign: /pass|pwd?\b|p[wi][dn]|wort|woord|mot de|clave|contrase|parol|hasło|senha|palavra|lösenord|kode|heslo|jelsz|şifre|salasana|schlüssel|wi-?fi|wpa|clé|code|códi|codi|kod|otp|geheim|ombination|safe|vault|tresor|lock|schloss|spind|phrase|words/gi,
  charactersBefore: 40,
  charactersAfter: 420,
};

export const findAnnouncedSecrets = (text: string): Span[] =>
  findNear(text, NAMES, (part) => [...TOLD.flatMap((pattern) => findValues(part, pattern)), ...findLists(part)]);

function findLists(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: cue, index } of text.matchAll(LIST)) {
    NEXT_OF_LIST.lastIndex = index + cue.length;
    for (let count = 0; count < MAX_IN_LIST; count += 1) {
      const range = NEXT_OF_LIST.exec(text)?.indices?.groups?.["value"];
      if (!range) break;
      spans.push({ start: range[0], end: range[1] });
    }
  }
  return spans;
}
