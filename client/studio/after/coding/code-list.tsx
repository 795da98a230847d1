import Pencil from "lucide-react/icons/pencil";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  MAX_CODE_DESCRIPTION,
  MAX_CODE_NAME,
  type CodeDraft,
  type Codebook,
  type SessionCode,
} from "../../../../schema/messages/session-codebook.ts";
import { Button, IconButton } from "../../../panels/parts/button.tsx";
import { TextField } from "../../../panels/parts/field.tsx";
import { problemText } from "../../../words/problem-text.ts";
import { PressTwice } from "../../press-twice.tsx";
import { useAct } from "../../sessions-api.ts";
import style from "../../studio.module.css";

/** The codebook: codes with how far coders agree, a new one, and themes that may become one. */
export function CodeList({ id, codebook }: { id: string; codebook: Codebook }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const act = useAct(id);
  const { codes, codings, coders, suggestions } = codebook;
  const add = (name: string, description: string, onSuccess: () => void = () => undefined) =>
    act.mutate({ method: "POST", path: "/codes", body: { name, description } }, { onSuccess });
  const open = suggestions.filter(({ name }) => codes.every((code) => code.name !== name));
  return (
    <>
      <h4>{t("coding.codebook")}</h4>
      <p className={style.soft}>{t("coding.hint")}</p>
      <ul className={style.list} aria-label={t("coding.codebook")}>
        {codes.map((code) => (
          <Code
            key={code.id}
            code={code}
            count={new Set(codings.filter(({ codeId }) => codeId === code.id).map(({ turnId }) => turnId)).size}
            alpha={alphaOf(codebook, code.id)}
            isBusy={act.isPending}
            onRename={(body, onSuccess) =>
              act.mutate({ method: "PUT", path: `/codes/${code.id}`, body }, { onSuccess })
            }
            onRemove={() => act.mutate({ method: "DELETE", path: `/codes/${code.id}` })}
          />
        ))}
      </ul>
      <NewCode onAdd={add} isBusy={act.isPending} />
      {act.isError && (
        <p className={style.problem} role="alert">
          {problemText(act.error, common)}
        </p>
      )}
      <Agreement alpha={alphaOf(codebook, null)} coders={coders.map(({ name }) => name)} />
      {open.length > 0 && (
        <>
          <h4>{t("coding.suggestions")}</h4>
          <p className={style.soft}>{t(`coding.suggestedBy.${open[0]!.madeBy}`)}</p>
          <ul className={style.list}>
            {open.map(({ name, turnIds }) => (
              <li key={name} className={style.person}>
                <span dir="auto">
                  {name} <small>{t("coding.turnCount", { count: turnIds.length })}</small>
                </span>
                <IconButton label={t("coding.take", { name })} onClick={() => add(name.slice(0, MAX_CODE_NAME), "")}>
                  <Plus />
                </IconButton>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const alphaOf = ({ agreement }: Codebook, code: string | null): number | null =>
  agreement.find(({ codeId }) => codeId === code)?.alpha ?? null;

type CodeProps = {
  code: SessionCode;
  count: number;
  alpha: number | null;
  isBusy: boolean;
  onRename: (to: CodeDraft, onRenamed: () => void) => void;
  onRemove: () => void;
};

function Code({ code: { name, description }, count, alpha, isBusy, onRename, onRemove }: CodeProps) {
  const { t, i18n } = useTranslation("studio");
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming)
    return (
      <li>
        <CodeForm
          label={t("coding.rename", { name })}
          action={t("coding.renameDone")}
          code={{ name, description }}
          isBusy={isBusy}
          onSubmit={(to) => onRename(to, () => setRenaming(false))}
        >
          <Button onClick={() => setRenaming(false)}>{t("coding.renameNot")}</Button>
        </CodeForm>
      </li>
    );
  const notes = [
    t("coding.turnCount", { count }),
    ...(alpha === null ? [] : [`α ${formatAlpha(alpha, i18n.language)}`]),
  ];
  return (
    <li className={style.person}>
      <span>
        <strong dir="auto">{name}</strong>
        {description && <span dir="auto">{description}</span>}
        <small>{notes.join(" · ")}</small>
      </span>
      <IconButton label={t("coding.rename", { name })} onClick={() => setRenaming(true)}>
        <Pencil />
      </IconButton>
      <PressTwice again={t("coding.removeSure")} onDone={onRemove}>
        <X aria-label={t("coding.remove", { name })} />
      </PressTwice>
    </li>
  );
}

const formatAlpha = (alpha: number, language: string): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(alpha);

function Agreement({ alpha, coders }: { alpha: number | null; coders: string[] }) {
  const { t, i18n } = useTranslation("studio");
  if (coders.length < 2) return <p className={style.soft}>{t("coding.alone")}</p>;
  const names = new Intl.ListFormat(i18n.language).format(coders);
  return (
    <p>
      {alpha === null
        ? t("coding.noAlpha", { names })
        : t("coding.alpha", { names, alpha: formatAlpha(alpha, i18n.language) })}
    </p>
  );
}

type NewCodeProps = { onAdd: (name: string, description: string, onAdded: () => void) => void; isBusy: boolean };

function NewCode({ onAdd, isBusy }: NewCodeProps) {
  const { t } = useTranslation("studio");
  // A new form, empty again, for each code.
  const [count, setCount] = useState(0);
  return (
    <CodeForm
      key={count}
      label={t("coding.new")}
      action={t("coding.add")}
      code={{ name: "", description: "" }}
      isBusy={isBusy}
      onSubmit={({ name, description }) => onAdd(name, description, () => setCount(count + 1))}
    />
  );
}

type CodeFormProps = {
  label: string;
  action: string;
  /** As it is at first. */
  code: CodeDraft;
  isBusy: boolean;
  onSubmit: (code: CodeDraft) => void;
  children?: ReactNode;
};

function CodeForm({ label, action, code, isBusy, onSubmit, children }: CodeFormProps) {
  const { t } = useTranslation("studio");
  const [name, setName] = useState(code.name);
  const [description, setDescription] = useState(code.description);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ name, description });
  };
  return (
    <form className={style.form} aria-label={label} onSubmit={submit}>
      <TextField label={t("coding.name")} required maxLength={MAX_CODE_NAME} value={name} onText={setName} />
      <TextField
        label={t("coding.description")}
        maxLength={MAX_CODE_DESCRIPTION}
        value={description}
        onText={setDescription}
      />
      <div className={style.tools}>
        <Button type="submit" disabled={isBusy}>
          {action}
        </Button>
        {children}
      </div>
    </form>
  );
}
