import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { PersonView } from "../../../schema/messages/people.ts";
import { useAccount } from "../../state/account.ts";
import { problemText } from "../../words/problem-text.ts";
import { TimeAgo } from "../parts/time-ago.tsx";
import { AskFirst } from "./ask-first.tsx";
import { useChangePerson, type PersonChange } from "./people-api.ts";
import style from "./people.module.css";
import { RoleChoice } from "./role-choice.tsx";

/** A person, their role, and the actions an admin can take. */
export function PersonCard({ person }: { person: PersonView }) {
  const { t } = useTranslation();
  const change = useChangePerson(person.id);
  const isMe = useAccount(({ account }) => account?.user.id === person.id);
  const id = useId();
  const { name, kind, email, role, isBlocked, signInCount, createdAt } = person;
  return (
    <li className={style.card} aria-labelledby={id}>
      <div className={style.head}>
        <h3 id={id} dir="auto">
          {isMe ? t("people.you", { name }) : name}
        </h3>
        {isBlocked && <strong className={style.blocked}>{t("admin.blocked")}</strong>}
      </div>
      {email !== null && <p className={style.email}>{email}</p>}
      <p className={style.notes}>
        {t(`admin.kinds.${kind}`)}, {t("admin.devices", { count: signInCount })}. {t("admin.firstHere")}{" "}
        <TimeAgo at={createdAt} />
      </p>
      <RoleChoice
        key={role}
        role={role}
        name={name}
        isSaving={change.isPending}
        onRole={(given) => change.mutate({ part: "role", body: { role: given } })}
      />
      <Actions person={person} isDisabled={change.isPending} onChange={(wanted) => change.mutate(wanted)} />
      {change.isError && (
        <p className={style.problem} role="alert">
          {problemText(change.error, t)}
        </p>
      )}
      <p className={style.notes} role="status">
        {change.isSuccess && t(`admin.changed.${change.variables.part}`)}
      </p>
    </li>
  );
}

type ActionsProps = { person: PersonView; isDisabled: boolean; onChange: (change: PersonChange) => void };

function Actions({ person: { name, role, isBlocked }, isDisabled, onChange }: ActionsProps) {
  const { t } = useTranslation();
  const common = { name, isDisabled };
  return (
    <div className={style.actions}>
      <AskFirst
        {...common}
        action={t("admin.remove")}
        question={{ text: t("admin.removeText"), really: t("admin.removeNow") }}
        onConfirm={() => onChange({ part: "presence" })}
      />
      <AskFirst
        {...common}
        action={t("admin.signOut")}
        question={{ text: t("admin.signOutText"), really: t("admin.signOutNow") }}
        onConfirm={() => onChange({ part: "sign-ins" })}
      />
      {/* An admin must lose that role first. */}
      {role !== "admin" && (
        <AskFirst
          {...common}
          action={isBlocked ? t("admin.unblock") : t("admin.block")}
          question={isBlocked ? null : { text: t("admin.blockText"), really: t("admin.blockNow") }}
          onConfirm={() => onChange({ part: "block", body: { isBlocked: !isBlocked } })}
        />
      )}
    </div>
  );
}
