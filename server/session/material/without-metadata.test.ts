import fc from "fast-check";
import { expect, test } from "vitest";
import { pngOf } from "../../../test/session/picture-bytes.ts";
import { readPicture } from "./read-picture.ts";
import { withoutMetadata } from "./without-metadata.ts";

const SECRET = "52.5200 N, 13.4050 E";
const text = (words: string): number[] => Array.from(words, (letter) => letter.charCodeAt(0));
const segment = (marker: number, content: number[]): number[] => {
  const length = content.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...content];
};
const frame = segment(0xc0, [8, 0, 4, 0, 4, 1, 1, 0x11, 0]);
/** With an escaped 0xFF and a restart marker in its coded data. */
const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 7, 0xff, 0, 8, 0xff, 0xd1, 9];
const END = [0xff, 0xd9];
const jpeg = (...parts: number[][]): Uint8Array => Uint8Array.from([0xff, 0xd8, ...parts.flat()]);
const clean = (bytes: Uint8Array): number[] => [...withoutMetadata(bytes, "image/jpeg")];
const asText = (bytes: Iterable<number>): string => String.fromCharCode(...bytes);

const MAKER = [0x0f, 1, 2, 0, 4, 0, 0, 0, 65, 65, 65, 0];
const orientedBy = (orientation: number): number[] => [0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0];
/** As cameras write it, least significant byte first, with an entry before the orientation. */
const exif = (orientation: number): number[] =>
  segment(0xe1, [text("Exif\0\0II*\0"), [8, 0, 0, 0, 2, 0], MAKER, orientedBy(orientation), text(SECRET)].flat());

test("C9 a JPEG keeps its size, colours and orientation, and nothing that a camera or program wrote beside them", () => {
  const jfif = segment(0xe0, [...text("JFIF\0"), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
  const [profile, adobe] = [segment(0xe2, text("ICC_PROFILE\0...")), segment(0xee, text("Adobe......"))];
  const written = [
    exif(6),
    segment(0xe0, text(`JFXX\0${SECRET}`)),
    segment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0${SECRET}`)),
    segment(0xe2, text(`MPF\0${SECRET}`)),
    segment(0xed, text(`Photoshop 3.0\0${SECRET}`)),
    segment(0xfe, text(SECRET)),
  ];
  const second = [...jpeg(exif(1), frame, scan, END)];
  const kept = clean(jpeg(jfif, ...written, profile, adobe, frame, scan, END, second));
  const entry = [0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const upright = segment(0xe1, [...text("Exif\0\0MM\0*"), ...entry]);
  expect(kept).toEqual([...jpeg(jfif, upright, profile, adobe, frame, scan, END)]);
});

test("C9 a PNG keeps its pixels, and nothing that is written beside them or after its end", () => {
  const chunk = (type: string, content: number[]) => [0, 0, 0, content.length, ...text(type), ...content, 1, 2, 3, 4];
  const [colours, pixels, end] = [chunk("gAMA", [0, 0, 1, 2]), chunk("IDAT", [1, 2, 3]), chunk("IEND", [])];
  const written = ["eXIf", "tEXt", "iTXt", "zTXt", "tIME", "prVt"].flatMap((type) => chunk(type, text(SECRET)));
  const bytes = Uint8Array.from([...pngOf(4, 4), ...colours, ...written, ...pixels, ...end, ...text(SECRET)]);
  expect([...withoutMetadata(bytes, "image/png")]).toEqual([...pngOf(4, 4), ...colours, ...pixels, ...end]);
});

const anyContent = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 60 });
const anySegment = fc.oneof(
  fc.integer({ min: 0xe0, max: 0xef }).map((marker) => segment(marker, text(SECRET))),
  fc.integer({ min: 0, max: 9 }).map(exif),
  fc.tuple(fc.integer({ min: 0, max: 255 }), anyContent).map(([marker, content]) => segment(marker, content)),
  anyContent.map((content) => segment(0xe1, [...text("Exif\0\0"), ...content])),
  anyContent.map((content) => segment(0xe1, [...text("Exif\0\0MM\0*\0\0\0\x08"), ...content])),
);

test("C9 whatever stands in a JPEG, broken off anywhere, cleaning it ends, and cleaning it again changes nothing", () => {
  fc.assert(
    fc.property(fc.array(anySegment, { maxLength: 8 }), fc.nat(600), (parts, until) => {
      for (const bytes of [jpeg(...parts, frame, scan, END), jpeg(...parts, scan, ...parts).slice(0, 2 + until)]) {
        const once = clean(bytes);
        expect(clean(Uint8Array.from(once))).toEqual(once);
      }
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
      for (const type of ["image/png", "image/jpeg"] as const)
        withoutMetadata(Uint8Array.of(0xff, 0xd8, ...rest), type);
    }),
  );
});

test("C9 of segments that are whole, none that a program wrote is left, and the picture is what it was", () => {
  const written = fc.array(
    fc.oneof(
      fc.integer({ min: 0xe0, max: 0xef }).map((marker) => segment(marker, text(SECRET))),
      fc.integer({ min: 0, max: 9 }).map(exif),
    ),
  );
  fc.assert(
    fc.property(written, written, (before, after) => {
      const bytes = jpeg(...before, frame, ...after, scan, END);
      const kept = clean(bytes);
      expect(asText(kept)).not.toContain(SECRET);
      expect(kept.slice(-(scan.length + END.length))).toEqual([...scan, ...END]);
      expect(readPicture(Uint8Array.from(kept))).toBe(readPicture(bytes));
    }),
  );
});
