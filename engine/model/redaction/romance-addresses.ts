/** `12 bis rue des Lilas, 69003 Lyon`, `Calle Mayor 15, 3º B, 28013 Madrid`, `Via Garibaldi 34`, `ul. Długa 17/4`. */
import { ANY_TOWN, HOUSE, NAME, POSTCODE_TOWN } from "./address-parts.ts";

const FRENCH_STREET = String.raw`(?:[Rr]ue|[Aa]venue|[Aa]v\.|[Bb]oulevard|[Bb]d|[Pp]lace|[Qq]uai|[Cc]hemin|[Ii]mpasse|[Aa]llées?|[Rr]oute|[Cc]ours|[Ss]quare|[Pp]assage|[Ff]aubourg)`;
/** The street's kind, then its name, then the house: Spanish, Catalan, Portuguese, Italian, Polish, Czech. */
const STREET_FIRST = String.raw`(?:[Cc]alle|[Cc]\/|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]aseo|[Cc]arrer|[Cc]amino|[Tt]ravesía|[Rr]onda|[Rr]ambla|[Rr]ua|[Pp]raça|[Tt]ravessa|[Aa]lameda|[Ee]strada|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Ll]argo|[Vv]icolo|[Ss]trada|[Ll]ungomare|ul\.|[Uu]lica|al\.|[Aa]leja|[Pp]lac|pl\.|os\.|[Nn]áměstí)`;
const PARTICLES = String.raw`(?:(?:de|del|da|do|dos|das|di|della|dei|delle|degli|du|des|la|las|los|le|les|lo|l['’]|d['’]|of|van|św\.)\s?){0,3}`;
const STREET_NAME = String.raw`${PARTICLES}${NAME}(?:\s${PARTICLES}${NAME}){0,3}`;
/** `3º B`, `int. 4`. */
const FLOOR = String.raw`(?:,?\s\d{1,2}\s?[ºª°o]\.?(?:\s?[A-Z](?!\p{L}))?|,?\s(?:int|piso|apt|andar)\.?\s\w{1,4})`;

export const ROMANCE_ADDRESSES = [
  new RegExp(
    String.raw`(?<![\p{L}\p{N}.,$€£-])\d{1,4}(?:\s?(?:bis|ter|quater))?,?\s${FRENCH_STREET}\s${STREET_NAME}${ANY_TOWN}?`,
    "gu",
  ),
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])${STREET_FIRST}\s${STREET_NAME},?\s(?:n[º°.]\s?|nº\s)?${HOUSE}${FLOOR}?(?:${POSTCODE_TOWN}|,\s${NAME}(?!\p{L}))?`,
    "gu",
  ),
];
