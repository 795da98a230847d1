import { useTranslation } from "react-i18next";
import { linkToLab } from "../lab-link.ts";

/** In the address, where a survey's id would be. */
export const BASELINES = "baselines";

export function BaselinesLink() {
  const { t } = useTranslation("lab");
  return <a href={linkToLab("surveys", BASELINES)}>{t("baselines.link")}</a>;
}
