import { Tabs } from "@base-ui/react/tabs";
import { useTranslation } from "react-i18next";
import type { SurveyModel } from "../../../../schema/messages/survey.ts";
import parts from "../../../panels/parts/parts.module.css";
import { useSettled } from "../../use-settled.ts";
import style from "../surveys.module.css";
import { PersonPreview } from "./person-preview.tsx";
import { PromptReading } from "./prompt-reading.tsx";

const PREVIEWS = { person: PersonPreview, prompt: PromptReading };
type Preview = keyof typeof PREVIEWS;

/** The same questions as a person sees them, and as a virtual respondent reads them. */
export function SurveyPreview({ model }: { model: SurveyModel }) {
  const { t } = useTranslation("lab");
  const settled = useSettled(model);
  return (
    <section aria-label={t("surveys.preview")} className={style.preview}>
      <h3>{t("surveys.preview")}</h3>
      <Tabs.Root defaultValue="person">
        <Tabs.List className={parts.tabs}>
          {(Object.keys(PREVIEWS) as Preview[]).map((name) => (
            <Tabs.Tab key={name} className={parts.tab} value={name}>
              {t(`surveys.previews.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {(Object.entries(PREVIEWS) as [Preview, typeof PersonPreview][]).map(([name, Content]) => (
          <Tabs.Panel key={name} className={style.previewPanel} value={name}>
            <Content model={settled} />
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </section>
  );
}
