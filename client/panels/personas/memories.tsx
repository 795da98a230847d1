import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../parts/button.tsx";
import { Loading, Problem } from "../parts/states.tsx";
import { MemoryRow } from "./memory-row.tsx";
import { useMemories } from "./personas-api.ts";
import style from "./personas.module.css";

/** What this persona remembers about the reader, to search, correct and delete (SPEC M4). */
export function Memories({ personaId, name }: { personaId: string; name: string }) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const memories = useMemories(personaId, useDeferredValue(words.trim()));
  if (memories.isPending) return <Loading lines={2} />;
  if (memories.isError) return <Problem error={memories.error} onRetry={() => void memories.refetch()} />;
  const shown = memories.data.pages.flatMap(({ items }) => items);
  if (shown.length === 0 && words === "") return <p className={style.soft}>{t("persona.noMemories", { name })}</p>;
  return (
    <>
      {memories.data.pages[0]?.ranking === "lexical" && <p className={style.soft}>{t("persona.byWords")}</p>}
      <input
        type="search"
        className={style.search}
        dir="auto"
        aria-label={t("persona.searchMemories")}
        placeholder={t("persona.searchMemories")}
        value={words}
        maxLength={200}
        onChange={(event) => setWords(event.target.value)}
      />
      <p role="status" className={style.soft}>
        {shown.length === 0 && t("persona.noSuchMemories")}
      </p>
      <ul className={style.memories}>
        {shown.map((memory) => (
          <MemoryRow key={memory.id} personaId={personaId} memory={memory} />
        ))}
      </ul>
      {memories.hasNextPage && (
        <Button disabled={memories.isFetchingNextPage} onClick={() => void memories.fetchNextPage()}>
          {memories.isFetchingNextPage ? t("loading") : t("persona.moreMemories")}
        </Button>
      )}
    </>
  );
}
