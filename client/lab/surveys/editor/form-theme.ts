/** SurveyJS's form in the colours of our panels: it sets its variables on the form, so a stylesheet would come too late. */
import { DefaultDark, DefaultLight } from "survey-core/themes";
import type { ITheme } from "survey-core";

const OURS = {
  "--sjs2-color-project-brand-600": "var(--accent)",
  "--sjs2-color-utility-body": "var(--surface)",
  "--sjs2-color-utility-surface-survey": "var(--surface)",
  "--sjs2-color-utility-sheet": "var(--surface)",
  "--sjs2-color-bg-basic-primary": "var(--surface)",
  "--sjs2-color-bg-basic-secondary": "var(--raised)",
  "--sjs2-color-fg-basic-primary": "var(--text)",
  "--sjs2-color-fg-basic-secondary": "var(--text-soft)",
  "--sjs2-typography-font-family-text": "var(--font)",
};

export function formTheme(isDark: boolean): ITheme {
  const theme: ITheme = isDark ? DefaultDark : DefaultLight;
  return { ...theme, cssVariables: { ...theme.cssVariables, ...OURS } };
}
