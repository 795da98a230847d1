import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Role } from "../../../schema/messages/account.ts";
import { GivenRole } from "../../../schema/messages/people.ts";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import style from "./people.module.css";

type RoleChoiceProps = { role: Role; name: string; isSaving: boolean; onRole: (role: GivenRole) => void };

/** The role is chosen first and given on a second press: with arrow keys, one passes roles one does not mean. */
export function RoleChoice({ role, name, isSaving, onRole }: RoleChoiceProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<GivenRole | null>(null);
  // "guest" cannot be given: it is the role of people who came without one.
  const options: Role[] = role === "guest" ? [role, ...GivenRole.options] : GivenRole.options;
  return (
    <div className={style.role}>
      <Field label={t("admin.role")}>
        {(control) => (
          <select
            {...control}
            aria-label={t("admin.roleOf", { name })}
            value={chosen ?? role}
            disabled={isSaving}
            onChange={({ target }) => setChosen(GivenRole.safeParse(target.value).data ?? null)}
          >
            {options.map((option) => (
              <option key={option} value={option}>
                {t(`roles.${option}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {chosen !== null && chosen !== role && (
        <div className={style.actions}>
          <Button
            look="primary"
            disabled={isSaving}
            aria-label={t("admin.doTo", { action: t("admin.giveRole"), name })}
            onClick={() => onRole(chosen)}
          >
            {isSaving ? t("saving") : t("admin.giveRole")}
          </Button>
          <Button disabled={isSaving} onClick={() => setChosen(null)}>
            {t("cancel")}
          </Button>
        </div>
      )}
    </div>
  );
}
