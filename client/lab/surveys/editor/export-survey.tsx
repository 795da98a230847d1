import { Menu } from "@base-ui/react/menu";
import Download from "lucide-react/icons/download";
import { useTranslation } from "react-i18next";
import { SurveyExportFormat, type Survey } from "../../../../schema/messages/survey.ts";
import { exportSurvey } from "../../../../schema/rules/survey/export/export-survey.ts";
import edges from "../../../panels/edges/edges.module.css";
import { Button } from "../../../panels/parts/button.tsx";
import { saveFile } from "../../../state/save-file.ts";

/** Saves the stored version as a file. */
export function ExportSurvey({ survey, isChanged }: { survey: Survey; isChanged: boolean }) {
  const { t } = useTranslation("lab");
  const save = (format: SurveyExportFormat) => {
    const { name, content, contentType } = exportSurvey(survey, format);
    saveFile(name, content, contentType);
  };
  return (
    <Menu.Root>
      <Menu.Trigger
        render={
          <Button>
            <Download aria-hidden /> {t("surveys.export")}
          </Button>
        }
      />
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} className={edges.menuPosition}>
          <Menu.Popup className={edges.menu}>
            {SurveyExportFormat.options.map((format) => (
              <Menu.Item key={format} className={edges.menuItem} onClick={() => save(format)}>
                {t(`surveys.formats.${format}`)}
              </Menu.Item>
            ))}
            {isChanged && <p className={edges.menuItem}>{t("surveys.exportUnsaved")}</p>}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
