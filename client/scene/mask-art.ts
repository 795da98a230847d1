/** Faces as flat pictures, for the chips, cards and previews of panels. The world draws the same features in relief. */
import type { Look } from "../../schema/messages/look.ts";
import { BROWS, EYE_CENTRE, EYES, MOUTHS, NOSE, PATTERNS, type Feature } from "./mask/mask-features.ts";
import { maskOutlinePath } from "./mask/mask-outline.ts";

/** The colour of carved features. */
export const CARVED_COLOUR = "#221a1c";
/** The open face of a person: turned wood, the same for everyone. */
export const WOOD_COLOUR = "#e9c7a2";

const draw = ({ path, strokeWidth }: Feature, colour: string, extra = "") =>
  strokeWidth
    ? `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${strokeWidth}" stroke-linecap="round" stroke-linejoin="round"${extra}/>`
    : `<path d="${path}" fill="${colour}"${extra}/>`;

/** A light edge under each cut makes it read as carved. */
const carve = (feature: Feature) =>
  draw(feature, "#fff", ' opacity=".28" transform="translate(0 5)"') + draw(feature, CARVED_COLOUR);

const glints = [-1, 1]
  .map((side) => `<circle cx="${side * EYE_CENTRE.x}" cy="${EYE_CENTRE.y}" r="6.5" fill="#fff4dc"/>`)
  .join("");

const light = (id: string) =>
  `<linearGradient id="${id}-light" x1=".2" y1="0" x2=".7" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".34"/><stop offset=".45" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#1a0f14" stop-opacity=".38"/></linearGradient>`;

function drawMask(mask: NonNullable<Look["mask"]>, id: string): string {
  const outline = maskOutlinePath(mask.shape);
  return (
    `<defs><clipPath id="${id}"><path d="${outline}"/></clipPath>${light(id)}</defs>` +
    `<g clip-path="url(#${id})"><path d="${outline}" fill="${mask.colour}"/>${draw(PATTERNS[mask.pattern], mask.paint)}` +
    draw(NOSE, "#fff", ' opacity=".2"') +
    `<path d="M16 28Q0 40 -16 28" fill="none" stroke="${CARVED_COLOUR}" stroke-opacity=".55" stroke-width="5" stroke-linecap="round"/>` +
    carve(BROWS[mask.brow]) +
    carve(EYES) +
    glints +
    carve(MOUTHS[mask.mouth]) +
    `<path d="${outline}" fill="url(#${id}-light)" stroke="#000" stroke-opacity=".3" stroke-width="7"/></g>`
  );
}

/** People have no mask: a wooden head in a hood of their colour. */
function drawOpenFace([hood]: Look["palette"], id: string): string {
  const eyes = [-1, 1]
    .map((side) => `<ellipse cx="${side * 24}" cy="2" rx="7.5" ry="11" fill="${CARVED_COLOUR}"/>`)
    .join("");
  return (
    `<defs>${light(id)}</defs><path d="M0 -108C74 -108 94 -44 90 30C88 86 52 112 0 112C-52 112 -88 86 -90 30C-94 -44 -74 -108 0 -108Z" fill="${hood}"/>` +
    `<ellipse cx="0" cy="14" rx="62" ry="68" fill="${WOOD_COLOUR}"/>${eyes}` +
    `<path d="M-20 40Q0 56 20 40" fill="none" stroke="${CARVED_COLOUR}" stroke-width="6" stroke-linecap="round"/>` +
    `<path d="M0 -108C74 -108 94 -44 90 30C88 86 52 112 0 112C-52 112 -88 86 -90 30C-94 -44 -74 -108 0 -108Z" fill="url(#${id}-light)"/>`
  );
}

/** Ids inside an SVG are global to the page; equal looks may share one, different looks must not. */
function nameLook(look: Look): string {
  let hash = 0;
  for (const char of JSON.stringify(look)) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
  return `face${(hash >>> 0).toString(36)}`;
}

/** An SVG document of this face, `size` pixels wide and high. Decorative: give the name beside it. */
export function maskSvg(look: Look, size: number): string {
  const id = nameLook(look);
  const face = look.mask ? drawMask(look.mask, id) : drawOpenFace(look.palette, id);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="-126 -126 252 252" aria-hidden="true" focusable="false">${face}</svg>`;
}
