import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../state/place-store.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { useSavePersona } from "../personas/personas-api.ts";
import { ImportRow } from "./import-row.tsx";
import type { ImportList } from "./imports.ts";
import style from "./library.module.css";

/** People who do not exist yet, each to be chosen, edited or left out, and the button that makes them. */
export function ImportedList({ list, label }: { list: ImportList; label: string }) {
  const { t } = useTranslation();
  const imports = list.useImports();
  const making = useMaking(list);
  const chosen = imports.filter(({ state }) => state === "chosen").length;
  return (
    <>
      <ul className={style.imports} aria-label={label}>
        {imports.map((one) => (
          <ImportRow key={one.id} one={one} onChoose={() => list.change({ toggle: one.id })} />
        ))}
      </ul>
      {imports.length > 0 && (
        <Button look="primary" disabled={chosen === 0 || making.isMaking} onClick={() => void making.make()}>
          {making.isMaking ? t("library.making") : t("library.make", { count: chosen })}
        </Button>
      )}
    </>
  );
}

/** Makes the chosen ones in order; one that is refused keeps its reason, and the others are made. */
function useMaking({ useImports, change }: ImportList) {
  const { t } = useTranslation();
  const imports = useImports();
  const [isMaking, setIsMaking] = useState(false);
  const placeId = usePlace((view) => view.place?.id);
  const save = useSavePersona(null);
  const make = async () => {
    setIsMaking(true);
    for (const { id, read, state } of imports) {
      if (state !== "chosen" || read.problem !== null) continue;
      try {
        const persona = await save.mutateAsync(placeId ? { ...read.draft, placeId } : read.draft);
        change({ made: id, personaId: persona.id });
      } catch (error) {
        change({ refused: id, problem: problemText(error, t) });
      }
    }
    setIsMaking(false);
  };
  return { isMaking, make };
}
