import { expect, test } from "vitest";
import { toPlainText } from "./plain-text.ts";

test("S1 HTML is read as the text it shows", () => {
  expect(toPlainText("<p>A &amp; b</p><style>p { x > 1 }</style><SCRIPT>if (a < b) run()</script >c")).toBe("A & b\nc");
  expect(toPlainText("a<style>b<script>c</script>d</style>e")).toBe("ae");
  expect(toPlainText("shown<script>never closed")).toBe("shown");
  expect(toPlainText("1 < 2 and 3 > 2 &constructor; &unknown;")).toBe("1 < 2 and 3 > 2 &constructor; &unknown;");
});

test("S1 HTML that closes nothing is read however long it is", () => {
  expect(toPlainText(`Why?${"<style".repeat(100_000)}`)).toBe(`Why?${"<style".repeat(100_000)}`);
  expect(toPlainText(`Why?${"<style>".repeat(100_000)}`)).toBe("Why?");
  expect(toPlainText(`${"<a ".repeat(200_000)}>Why?`)).toBe(`${"<a ".repeat(199_999)}Why?`);
});
