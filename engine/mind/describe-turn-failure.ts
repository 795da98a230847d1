/** Why a turn failed, in the language of its circle: it stands in the transcript (SPEC W13). English is the error's own. */
import { routeName, type ModelError, type ModelErrorCode, type Route } from "../model/language-model.ts";

type Words = (voice: string) => string;

/** Codes that are left out, like "budget", come with words that only their source can write. */
const GERMAN: Partial<Record<ModelErrorCode, Words>> = {
  unreachable: (voice) => `${voice} ist nicht zu erreichen. Prüf, ob ihr Server läuft und ihre Adresse stimmt.`,
  "connect-timeout": (voice) => `${voice} nahm rechtzeitig keine Verbindung an. Prüf ihre Adresse und das Netz.`,
  "first-token-timeout": (voice) => `${voice} begann nicht rechtzeitig zu antworten. Versuch es gleich noch einmal.`,
  stalled: (voice) => `${voice} verstummte mitten in der Antwort. Versuch es gleich noch einmal.`,
  "broken-stream": (voice) => `${voice} brach mitten in der Antwort ab. Versuch es gleich noch einmal.`,
  unauthorised: (voice) => `${voice} hat den Schlüssel abgelehnt. Prüf den Schlüssel und das Konto.`,
  "out-of-credit": (voice) => `${voice} hat kein Guthaben mehr. Lade das Konto auf, oder wähl eine andere Stimme.`,
  "rate-limited": (voice) => `${voice} bittet um Geduld: zu viele Anfragen oder Tokens in der Minute.`,
  overloaded: (voice) => `${voice} hat gerade selbst ein Problem. Versuch es gleich noch einmal.`,
  filtered: (voice) =>
    `${voice} hat die Antwort verweigert: ihr Filter oder das Modell selbst. Sag es anders, oder wähl eine andere Stimme.`,
  empty: (voice) =>
    `${voice} endete ohne ein Wort, wohl weil sie nur nachdachte. Erlaub ihr mehr Tokens, oder wähl ein Modell, das gleich antwortet.`,
  "cannot-talk": (voice) => `${voice} ist nicht zum Sprechen gemacht. Wähl eine andere.`,
  "unknown-model": (voice) => `${voice} gibt es beim Anbieter nicht. Prüf den Namen des Modells.`,
  "bad-request": (voice) => `${voice} nahm die Anfrage nicht an. Prüf das Modell, oder wähl eine andere Stimme.`,
};

/** @param language of the circle, as a BCP 47 tag */
export function describeTurnFailure({ code, route, message, retryAfterMs }: ModelError, language: string): string {
  // Without a route nobody was called: what was refused here has its own words.
  const words = isGerman(language) && route ? GERMAN[code] : undefined;
  const problem = words && route ? words(`Die Stimme ${routeName(route)}`) : message;
  if (code !== "rate-limited" || retryAfterMs === null) return problem;
  const seconds = Math.ceil(retryAfterMs / 1000);
  return `${problem} ${isGerman(language) ? `Weiter in ${seconds} s.` : `Go on in ${seconds} s.`}`;
}

/** The voice had two tries and nothing came of them. */
export function describeSilence(language: string, route: Route): string {
  return isGerman(language)
    ? `Die Stimme ${routeName(route)} fand zweimal nichts Neues zu sagen. Bitte um einen weiteren Beitrag, oder gib dieser Persona eine andere Stimme.`
    : `The voice ${routeName(route)} found nothing new to say, twice. Ask for another turn, or give this persona another voice.`;
}

const isGerman = (language: string): boolean => /^de\b/i.test(language);
