import { expect, test } from "vitest";
import { readPicture } from "./read-picture.ts";
import { jpegOf, pngOf } from "../../../test/session/picture-bytes.ts";

test("C9 a picture is known by its content: PNG and JPEG, of at most 8,000 pixels a side, and 25 million", () => {
  expect(readPicture(pngOf(640, 480))).toBe("image/png");
  expect(readPicture(jpegOf(5_000, 5_000))).toBe("image/jpeg");
  for (const bytes of [pngOf(8_001, 1), pngOf(0, 5), jpegOf(1, 60_000), pngOf(5_001, 5_000)])
    expect(readPicture(bytes)).toBeNull();
});

test("C9 what only begins like a picture, or is another kind of file, is none", () => {
  const text = (words: string) => new TextEncoder().encode(words);
  for (const bytes of [
    text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    text("GIF89a          "),
    text(""),
    pngOf(640, 480).slice(0, 20),
    jpegOf(640, 480).slice(0, 6),
    Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0),
  ])
    expect(readPicture(bytes)).toBeNull();
});

test("C9 bytes of filling before a marker of a JPEG are no part of it", () => {
  const [head, rest] = [jpegOf(640, 480).slice(0, 10), jpegOf(640, 480).slice(10)];
  expect(readPicture(Uint8Array.of(...head, 0xff, 0xff, 0xff, ...rest))).toBe("image/jpeg");
});
