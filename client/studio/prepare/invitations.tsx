import { useQuery } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { NewInvitation } from "../../../schema/messages/session-seat.ts";
import { SessionRole } from "../../../schema/messages/session.ts";
import { Button, IconButton } from "../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../panels/parts/field.tsx";
import { LinkField } from "../../panels/parts/link-field.tsx";
import { baseAddress } from "../../state/base-address.ts";
import { linkToSession } from "../../state/read-link.ts";
import { problemText } from "../../words/problem-text.ts";
import { useAct, useInvitations, useInvite } from "../sessions-api.ts";
import style from "../studio.module.css";

const ROLES = SessionRole.options.toSorted((one) => (one === "participant" ? -1 : 0));

/** Links into the session: made, shown once with a QR code, withdrawn. */
export function Invitations({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const invite = useInvite(id);
  const open = useInvitations(id).data?.items ?? [];
  const act = useAct(id);
  const [role, setRole] = useState<SessionRole>("participant");
  const [uses, setUses] = useState("8");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ role, uses: Number(uses) });
  };
  return (
    <>
      <form className={style.tools} aria-label={t("people.invite")} onSubmit={submit}>
        <ChoiceField
          label={t("people.role")}
          value={role}
          options={ROLES.map((value) => ({ value, label: t(`invitedRoles.${value}`) }))}
          onChoose={setRole}
        />
        <TextField label={t("people.uses")} type="number" min={1} max={10_000} required value={uses} onText={setUses} />
        <Button type="submit" look="primary" disabled={invite.isPending}>
          {t("people.make")}
        </Button>
      </form>
      {invite.isError && (
        <p className={style.problem} role="alert">
          {problemText(invite.error, common)}
        </p>
      )}
      {invite.data && <ShownLink key={invite.data.id} {...invite.data} />}
      {open.length > 0 && (
        <>
          <h4>{t("people.open")}</h4>
          <ul className={style.list}>
            {open.map((link) => (
              <li key={link.id} className={style.person}>
                <span>{t("people.left", { role: t(`invitedRoles.${link.role}`), count: link.usesLeft })}</span>
                <IconButton
                  label={t("people.withdraw", { role: t(`invitedRoles.${link.role}`) })}
                  onClick={() => act.mutate({ method: "DELETE", path: `/invitations/${link.id}` })}
                >
                  <X />
                </IconButton>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function ShownLink({ token, role }: NewInvitation) {
  const { t } = useTranslation("studio");
  const address = baseAddress() + linkToSession(token);
  const code = useQuery({
    queryKey: ["qr-code", address],
    queryFn: async () => (await import("qrcode")).toString(address, { type: "svg", margin: 2 }),
  });
  return (
    <div className={style.shownLink}>
      <LinkField
        label={t("people.link", { role: t(`invitedRoles.${role}`) })}
        hint={t("people.linkHint")}
        address={address}
      />
      {code.data && (
        <img
          className={style.code}
          alt={t("people.code")}
          src={`data:image/svg+xml,${encodeURIComponent(code.data)}`}
        />
      )}
    </div>
  );
}
