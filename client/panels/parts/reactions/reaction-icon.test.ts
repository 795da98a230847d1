import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CHEERS } from "../../../../schema/messages/gallery.ts";
import { ReactionIcon } from "./reaction-icon.tsx";
import { OFFERED_REACTIONS } from "./offered-reactions.ts";

test.each([...new Set([...CHEERS, ...OFFERED_REACTIONS])])("C3 %s is drawn, and needs no font of emoji", (emoji) => {
  const markup = renderToStaticMarkup(createElement(ReactionIcon, { emoji }));
  expect(markup).toMatch(/^<svg/);
  expect(markup).not.toMatch(/\p{Extended_Pictographic}/u);
});

test("C3 a reaction that the page does not offer is the machine's own character", () => {
  expect(renderToStaticMarkup(createElement(ReactionIcon, { emoji: "🇩🇪" }))).toContain("🇩🇪");
});
