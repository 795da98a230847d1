import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../conversation/copy-link.ts";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import style from "./parts.module.css";

type LinkFieldProps = { label: string; hint: string; address: string };

/** The whole link, to copy now: the server does not keep the token, so it cannot be shown again. */
export function LinkField({ label, hint, address }: LinkFieldProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState<boolean | null>(null);
  const copy = async () => {
    const done = await copyText(address);
    if (!done) field.current?.select();
    setCopied(done);
  };
  return (
    <>
      <Field label={label} hint={hint}>
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
      <div className={style.copy}>
        <Button onClick={() => void copy()}>{t("admin.copy")}</Button>
        <span role="status">
          {isCopied === true && t("admin.linkCopied")}
          {isCopied === false && t("admin.copyByHand")}
        </span>
      </div>
    </>
  );
}
