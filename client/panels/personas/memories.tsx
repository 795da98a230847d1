import Pencil from "lucide-react/icons/pencil";
import Trash from "lucide-react/icons/trash-2";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "../../words/problem-text.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import type { MemoryView } from "../../../schema/messages/memory.ts";
import { useChangeMemory, useMemories } from "./personas-api.ts";
import style from "./personas.module.css";

/** What this persona remembers about the reader, editable and deletable (SPEC M4). */
export function Memories({ personaId, name }: { personaId: string; name: string }) {
  const { t } = useTranslation();
  const memories = useMemories(personaId);
  const change = useChangeMemory(personaId);
  if (memories.isPending) return <Loading lines={2} />;
  if (memories.isError) return <Problem error={memories.error} onRetry={() => void memories.refetch()} />;
  const shown = memories.data.pages.flatMap(({ items }) => items);
  if (shown.length === 0) return <p className={style.soft}>{t("persona.noMemories", { name })}</p>;
  return (
    <>
      <ul className={style.memories}>
        {shown.map((memory) => (
          <MemoryRow key={memory.id} memory={memory} onChange={(text) => change.mutate({ id: memory.id, text })} />
        ))}
      </ul>
      {memories.hasNextPage && (
        <Button disabled={memories.isFetchingNextPage} onClick={() => void memories.fetchNextPage()}>
          {memories.isFetchingNextPage ? t("loading") : t("persona.moreMemories")}
        </Button>
      )}
      {change.isError && (
        <p className={style.problem} role="alert">
          {problemText(change.error, t)}
        </p>
      )}
    </>
  );
}

function MemoryRow({ memory, onChange }: { memory: MemoryView; onChange: (text: string | null) => void }) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<string | null>(null);
  if (edited !== null) {
    return (
      <li>
        <textarea
          dir="auto"
          aria-label={t("persona.correct")}
          value={edited}
          autoFocus
          onChange={(event) => setEdited(event.target.value)}
        />
        <Button onClick={() => setEdited(null)}>{t("cancel")}</Button>
        <Button
          look="primary"
          disabled={edited.trim() === ""}
          onClick={() => {
            onChange(edited.trim());
            setEdited(null);
          }}
        >
          {t("save")}
        </Button>
      </li>
    );
  }
  return (
    <li>
      <p>
        <bdi>{memory.text}</bdi> <TimeAgo at={memory.createdAt} className={style.soft} />
      </p>
      <IconButton label={t("persona.correct")} onClick={() => setEdited(memory.text)}>
        <Pencil />
      </IconButton>
      <IconButton label={t("persona.forget")} onClick={() => onChange(null)}>
        <Trash />
      </IconButton>
    </li>
  );
}
