/** What the lab shows is in the page's address, so that the browser's back button and links work: `#/lab/surveys/<id>`. */
import { linkToPage } from "../state/read-link.ts";
import { useScreen } from "../state/screen.ts";

export const LAB_TABS = ["surveys", "respondents", "targets", "runs"] as const;
export type LabTab = (typeof LAB_TABS)[number];

export const linkToLab = (tab: LabTab, ...path: string[]): string => linkToPage("lab", tab, ...path);
export const goToLab = (tab: LabTab, ...path: string[]): void => void (location.hash = linkToLab(tab, ...path));

const NOTHING: string[] = [];

const useLabPath = (): string[] => useScreen(({ page }) => (page?.page === "lab" ? page.path : NOTHING));

/** The first tab, unless the address names another. */
export function useLabTab(): LabTab {
  const [named] = useLabPath();
  return LAB_TABS.find((tab) => tab === named) ?? LAB_TABS[0];
}

/** What of this tab is shown, such as a survey's id; empty: the whole, or another tab. */
export function useTabPath(tab: LabTab): string[] {
  const [named, ...path] = useLabPath();
  return named === tab ? path : NOTHING;
}
