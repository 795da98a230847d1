import type { Model } from "survey-core";
import type { SurveyModel } from "../../messages/survey.ts";
import type { Arms } from "./conditions.ts";
import { openSurvey } from "./next-probe.ts";
import { toPlainText } from "./plain-text.ts";

/**
 * The form that people fill in. A survey may be a file from anywhere: its HTML is shown as text, and it neither sets
 * cookies nor leads to another page.
 */
export function openForm(model: SurveyModel, arms: Arms): Model {
  const form = openSurvey(model, arms);
  form.cookieName = "";
  form.onNavigateToUrl.add((_, options) => void (options.allow = false));
  // Answers are piped here, before escaping: SurveyJS would pipe them into the HTML as they are.
  form.onProcessHtml.add((_, options) => {
    options.html = escapeHtml(form.processText(toPlainText(options.html), true)).replaceAll("\n", "<br>");
  });
  return form;
}

/** Braces too: in an answer they would be piped. */
const escapeHtml = (text: string): string => text.replace(/[&<>"'{}]/g, (found) => `&#${found.charCodeAt(0)};`);
