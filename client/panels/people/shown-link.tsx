import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { baseAddress } from "../../state/base-address.ts";
import { linkToJoin } from "../../state/read-link.ts";
import { copyText } from "../conversation/copy-link.ts";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import style from "./people.module.css";

/** The whole link, to copy now: the server does not keep the token, so it cannot be shown again. */
export function ShownLink({ token }: { token: string }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState<boolean | null>(null);
  const address = baseAddress() + linkToJoin(token);
  const copy = async () => {
    const done = await copyText(address);
    if (!done) field.current?.select();
    setCopied(done);
  };
  return (
    <div className={style.shownLink}>
      <Field label={t("admin.theLink")} hint={t("admin.theLinkHint")}>
        {(control) => (
          <input
            {...control}
            ref={field}
            readOnly
            autoFocus
            value={address}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        )}
      </Field>
      <div className={style.actions}>
        <Button onClick={() => void copy()}>{t("admin.copy")}</Button>
        <span role="status">
          {isCopied === true && t("admin.linkCopied")}
          {isCopied === false && t("admin.copyByHand")}
        </span>
      </div>
    </div>
  );
}
