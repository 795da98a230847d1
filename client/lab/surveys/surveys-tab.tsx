import { lazy } from "react";
import { Part } from "../../panels/overlays/part.tsx";
import { Loading } from "../../panels/parts/states.tsx";
import { useTabPath } from "../lab-link.ts";
import { BASELINES } from "../baselines/baselines-link.tsx";
import { SurveyList } from "./survey-list.tsx";

/** With SurveyJS, which the list does without. */
const SurveyEditor = lazy(async () => ({ default: (await import("./editor/survey-editor.tsx")).SurveyEditor }));

const BaselinesPage = lazy(async () => ({ default: (await import("../baselines/baselines-page.tsx")).BaselinesPage }));

/** All surveys, people's answers to them, or the one that the address names. */
export function SurveysTab() {
  const [id] = useTabPath("surveys");
  if (!id) return <SurveyList />;
  return (
    <Part waiting={<Loading lines={8} />}>
      {id === BASELINES ? <BaselinesPage /> : <SurveyEditor key={id} id={id} />}
    </Part>
  );
}
