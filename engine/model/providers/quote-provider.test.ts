import { expect, it } from "vitest";
import { quoteProvider } from "./quote-provider.ts";

it("A5 a quote that is cut within a character can still be stored", () => {
  const quote = quoteProvider(`${"x".repeat(299)}🙂 and more`);
  expect(quote).toHaveLength(300);
  expect(quote.isWellFormed()).toBe(true);
});
