import Pencil from "lucide-react/icons/pencil";
import Trash from "lucide-react/icons/trash-2";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { MAX_MEMORY_LENGTH, type ListedMemory } from "../../../schema/messages/memory.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { TextAreaField } from "../parts/field.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { useChangeMemory } from "./personas-api.ts";
import style from "./personas.module.css";

type RowProps = { personaId: string; memory: ListedMemory };

/** One memory, to correct or delete. What could not be stored stays in the form, with the reason. */
export function MemoryRow({ personaId, memory }: RowProps) {
  const { t } = useTranslation();
  const [asked, ask] = useState<"correct" | "forget" | null>(null);
  const done = () => ask(null);
  if (asked === "correct") return <Correction personaId={personaId} memory={memory} onDone={done} />;
  return (
    <li>
      <div>
        <p>
          <bdi>{memory.text}</bdi> <TimeAgo at={memory.createdAt} className={style.soft} />
        </p>
        {memory.kind !== "witnessed" && <Origin kind={memory.kind} sources={memory.sources} />}
        {asked === "forget" && <Forgetting personaId={personaId} memory={memory} onDone={done} />}
      </div>
      {asked === null && (
        <>
          <IconButton label={t("persona.correct")} onClick={() => ask("correct")}>
            <Pencil />
          </IconButton>
          <IconButton label={t("persona.forget")} onClick={() => ask("forget")}>
            <Trash />
          </IconButton>
        </>
      )}
    </li>
  );
}

type AskedProps = RowProps & { onDone: () => void };

function Correction({ personaId, memory, onDone }: AskedProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(memory.text);
  const change = useChangeMemory(personaId);
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ id: memory.id, text: text.trim() }, { onSuccess: onDone });
  };
  return (
    <li>
      <form onSubmit={save}>
        <TextAreaField
          label={t("persona.correct")}
          value={text}
          maxLength={MAX_MEMORY_LENGTH}
          error={change.isError ? problemText(change.error, t) : null}
          required
          autoFocus
          onText={setText}
        />
        <div className={style.memoryActions}>
          <Button onClick={onDone}>{t("cancel")}</Button>
          <Button look="primary" type="submit" disabled={text.trim() === "" || change.isPending}>
            {change.isPending ? t("saving") : t("save")}
          </Button>
        </div>
      </form>
    </li>
  );
}

function Forgetting({ personaId, memory, onDone }: AskedProps) {
  const { t } = useTranslation();
  const change = useChangeMemory(personaId);
  return (
    <div role="group" aria-label={t("persona.forget")}>
      <p className={style.soft}>{t("persona.forgetText")}</p>
      {change.isError && (
        <p className={style.problem} role="alert">
          {problemText(change.error, t)}
        </p>
      )}
      <div className={style.memoryActions}>
        <Button autoFocus onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button look="danger" disabled={change.isPending} onClick={() => change.mutate({ id: memory.id, text: null })}>
          {t("persona.reallyForget")}
        </Button>
      </div>
    </div>
  );
}

/** What kind of conclusion it is, and from what; it goes when one of its sources does. */
function Origin({ kind, sources }: { kind: "preference" | "reflection"; sources: ListedMemory["sources"] }) {
  const { t } = useTranslation();
  const label = t(`persona.${kind}`);
  if (sources.length === 0) return <p className={style.soft}>{label}</p>;
  return (
    <details className={style.soft}>
      <summary>{label}</summary>
      <ul>
        {sources.map(({ id, text }) => (
          <li key={id}>
            <bdi>{text}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
