import { expect, test } from "vitest";
import { measureFileSizes } from "./file-sizes.ts";

const file = (path: string, lines: number, top = "x") => ({
  path,
  text: [top, ...Array<string>(lines - 1).fill("x")].join("\n") + "\n",
});

test("a file past 250 lines is named unless its top says why", () => {
  const files = [
    file("a.ts", 250),
    file("b.ts", 251),
    file("c.ts", 300, "/** Long because it is one table. */"),
    file("d.test.ts", 900),
  ];
  expect(measureFileSizes(files).tooLong).toEqual([{ path: "b.ts", lines: 251 }]);
});

test("median and p90 leave tests and migrations out", () => {
  const files = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((lines) => file(`${lines}.ts`, lines));
  expect(measureFileSizes([...files, file("server/database/migrations/m.ts", 500)])).toMatchObject({
    median: 6,
    p90: 10,
  });
});
