import { lazy } from "react";
import { Part } from "../../panels/overlays/part.tsx";
import { Loading } from "../../panels/parts/states.tsx";
import { useTabPath } from "../lab-link.ts";
import { SurveyList } from "./survey-list.tsx";

/** With SurveyJS, which the list does without. */
const SurveyEditor = lazy(async () => ({ default: (await import("./editor/survey-editor.tsx")).SurveyEditor }));

/** All surveys, or the one that the address names. */
export function SurveysTab() {
  const [id] = useTabPath("surveys");
  if (!id) return <SurveyList />;
  return (
    <Part waiting={<Loading lines={8} />}>
      <SurveyEditor key={id} id={id} />
    </Part>
  );
}
