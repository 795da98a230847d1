/** Surveys with changes that are not saved yet: they outlive closing the lab, not the page. */
import { create } from "zustand";
import type { Survey, SurveyDraft } from "../../../../schema/messages/survey.ts";

/** `version`: the one that was changed. `removed`: what the last removal left behind, for undoing it. */
export type Draft = SurveyDraft & { version: number; removed: SurveyDraft["model"] | null };

const useDrafts = create<Record<string, Draft>>()(() => ({}));

export const draftOf = ({ name, description, model, version }: Survey): Draft => ({
  name,
  description,
  model,
  version,
  removed: null,
});

export function useDraft(survey: Survey): { draft: Draft; isChanged: boolean } {
  const changed = useDrafts((drafts) => drafts[survey.id]);
  return { draft: changed ?? draftOf(survey), isChanged: changed !== undefined };
}

export const keepDraft = (id: string, draft: Draft): void => useDrafts.setState({ [id]: draft });

export const dropDraft = (id: string): void => useDrafts.setState(({ [id]: _dropped, ...others }) => others, true);
