/** `14 Harbour Lane, Bristol BS1 5TY`, `1600 Maple Avenue, Apt 4B, Evanston, IL 60201`. */
import { NAME } from "./address-parts.ts";

const STREET = String.raw`(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Square|Sq|Terrace|Way|Close|Crescent|Cres|Row|Mews|Gardens|Grove|Hill|Parkway|Pkwy|Parade|Pde|Highway|Hwy|Circle|Place|Pl|Quay|Walk|Rise|Green|View|Wharf)(?!\p{L})\.?`;
const DIRECTION = String.raw`(?:[NSEW]{1,2}\.?|North|South|East|West)(?!\p{L})`;
const UNIT = String.raw`(?:Flat|Apartment|Apt\.?|Unit|Suite|Ste\.?|Floor|#)`;
/** Britain, the States, Canada, Ireland. */
const POSTCODE = String.raw`(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]\d{2} ?[A-Z\d]{4})(?![\p{L}\p{N}])`;
/** `Evanston, IL 60201`, `Fremantle WA 6160`, `Wellington 6011`, `Dublin 2`. */
const TOWN = String.raw`(?:,\s${NAME}(?:\s(?!${POSTCODE}|[A-Z]{2,3}\s\d)${NAME}){0,2}(?:,?\s[A-Z]{2,3}(?![\p{L}\p{N}]))?(?:,?\s(?:${POSTCODE}|\d{4}|\d{1,2})(?![\p{L}\p{N}]))?|,?\s${POSTCODE})`;

export const ENGLISH_ADDRESSES = [
  new RegExp(
    String.raw`(?<![\p{L}\p{N}.,$€£-])(?:${UNIT}\s?\d{1,4}[A-Za-z]?,\s)?\d{1,5}(?:[A-Za-z]|[-/]\d{1,4})?\s(?:${DIRECTION}\s)?(?:\d{1,3}(?:st|nd|rd|th)\s|(?:${NAME}\s){1,4})${STREET}(?:\s${DIRECTION})?(?:,?\s${UNIT}\s?\d{1,4}[A-Za-z]?)?${TOWN}?`,
    "gu",
  ),
  new RegExp(String.raw`\bP\.?\s?O\.?\sBox\s\d{1,6}(?!\d)${TOWN}?`, "gu"),
];
