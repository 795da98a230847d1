import X from "lucide-react/icons/x";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Share } from "../../../schema/messages/session-share.ts";
import { Button, IconButton } from "../../panels/parts/button.tsx";
import { TextField } from "../../panels/parts/field.tsx";
import { LinkField } from "../../panels/parts/link-field.tsx";
import { Problem } from "../../panels/parts/states.tsx";
import { baseAddress } from "../../state/base-address.ts";
import { linkToShared } from "../../state/read-link.ts";
import { problemText } from "../../words/problem-text.ts";
import { useAct } from "../sessions-api.ts";
import style from "../studio.module.css";
import { useShare, useShares } from "./after-api.ts";

/** Links that show the report to anybody who has one: made, shown once, withdrawn. */
export function Shares({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const shares = useShares(id);
  if (shares.isError) return <Problem error={shares.error} onRetry={() => void shares.refetch()} />;
  const { mayShare = true, items = [] } = shares.data ?? {};
  return (
    <section className={style.form} aria-label={t("after.share")}>
      <p className={style.soft}>{t(mayShare ? "after.shareText" : "after.shareNot")}</p>
      {mayShare && <ShareForm id={id} />}
      {items.length > 0 && (
        <>
          <h4>{t("after.shareOpen")}</h4>
          <ul className={style.list}>
            {items.map((share) => (
              <OpenShare key={share.id} id={id} share={share} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function ShareForm({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const share = useShare(id);
  const [days, setDays] = useState("30");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    share.mutate({ days: Number(days) });
  };
  return (
    <>
      <form className={style.tools} onSubmit={submit}>
        <TextField
          label={t("after.shareDays")}
          type="number"
          min={1}
          max={365}
          required
          value={days}
          onText={setDays}
        />
        <Button type="submit" look="primary" disabled={share.isPending}>
          {t("after.shareMake")}
        </Button>
      </form>
      {share.isError && (
        <p className={style.problem} role="alert">
          {problemText(share.error, common)}
        </p>
      )}
      {share.data && (
        <LinkField
          key={share.data.id}
          label={t("after.shareLink")}
          hint={t("after.shareLinkHint")}
          address={baseAddress() + linkToShared(share.data.token)}
        />
      )}
    </>
  );
}

function OpenShare({ id, share }: { id: string; share: Share }) {
  const { t, i18n } = useTranslation("studio");
  const act = useAct(id);
  const at = new Date(share.expiresAt).toLocaleDateString(i18n.language, { dateStyle: "medium" });
  return (
    <li className={style.person}>
      <span>{t("after.shareUntil", { at, name: share.createdBy })}</span>
      <IconButton
        label={t("after.shareWithdraw", { at })}
        onClick={() => act.mutate({ method: "DELETE", path: `/shares/${share.id}` })}
      >
        <X />
      </IconButton>
    </li>
  );
}
