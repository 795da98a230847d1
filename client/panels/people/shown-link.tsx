import { useTranslation } from "react-i18next";
import { baseAddress } from "../../state/base-address.ts";
import { linkToJoin } from "../../state/read-link.ts";
import { LinkField } from "../parts/link-field.tsx";
import style from "./people.module.css";

export function ShownLink({ token }: { token: string }) {
  const { t } = useTranslation();
  return (
    <div className={style.shownLink}>
      <LinkField label={t("admin.theLink")} hint={t("admin.theLinkHint")} address={baseAddress() + linkToJoin(token)} />
    </div>
  );
}
