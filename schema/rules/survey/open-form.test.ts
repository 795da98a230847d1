import { expect, test } from "vitest";
import { openForm } from "./open-form.ts";

test("S1 a form shows a survey's HTML, and what is piped into it, as text", () => {
  const form = openForm(
    {
      completedHtml: "<script>run()</script><b>Thank you</b>",
      elements: [
        { type: "text", name: "who" },
        { type: "text", name: "what" },
        { type: "html", name: "story", html: '<p onclick="run()">Ada &lt;i&gt;</p><p>{who}</p>' },
      ],
    },
    {},
  );
  form.data = { who: "{what}<img src=x>", what: "<img src=y>" };
  const shown = String(form.getQuestionByName("story")["processedHtml"]);
  expect(shown.replaceAll("<br>", "")).not.toMatch(/[<>{}]/);
  expect(shown).toMatch(/^Ada &#60;i&#62;<br>&#123;what&#125;/);
  expect(form.processedCompletedHtml).toBe("Thank you");
});

test("S1 a form that is completed leads to no other page and sets no cookie", () => {
  const form = openForm(
    { navigateToUrl: "https://elsewhere.example", cookieName: "seen", elements: [{ type: "comment", name: "a" }] },
    {},
  );
  const led: boolean[] = [];
  form.onNavigateToUrl.add((_, { allow }) => void led.push(allow));
  form.doComplete();
  expect(form.state).toBe("completed");
  expect(led).toEqual([false]);
  expect(form.cookieName).toBe("");
});
