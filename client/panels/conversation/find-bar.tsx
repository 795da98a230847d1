import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import X from "lucide-react/icons/x";
import { useMemo, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMutes } from "../../state/mutes.ts";
import { usePlace } from "../../state/place-store.ts";
import { showTurn } from "../../state/screen.ts";
import type { Turn } from "../../state/transcript.ts";
import { IconButton } from "../parts/button.tsx";
import parts from "../parts/parts.module.css";
import style from "./conversation.module.css";
import { findInTurns } from "./find-in-turns.ts";

type FindBarProps = { circleId: string; query: string; onQuery: (query: string) => void; onClose: () => void };

const NO_TURNS: Turn[] = [];

/** Searches the whole transcript; the browser's find covers only the rendered part of it. */
export function FindBar({ circleId, query, onQuery, onClose }: FindBarProps) {
  const { t } = useTranslation();
  const turns = usePlace((view) => view.transcripts[circleId]?.turns) ?? NO_TURNS;
  const mutedIds = useMutes((mutes) => mutes.mutedIds);
  const shownTurns = useMemo(() => turns.filter(({ speakerId }) => !mutedIds.includes(speakerId)), [turns, mutedIds]);
  const found = useMemo(() => findInTurns(shownTurns, query), [shownTurns, query]);
  const [shownId, setShownId] = useState<string | null>(null);
  const position = found.indexOf(shownId ?? "");

  const show = (turnId: string | null) => {
    setShownId(turnId);
    showTurn(turnId === null ? null : { circleId, turnId, takesFocus: false });
  };
  /** Starts at the newest match. New turns do not move the selection. */
  const look = (wanted: string) => {
    onQuery(wanted);
    show(findInTurns(shownTurns, wanted).at(-1) ?? null);
  };
  // The selected turn may no longer match, and new matches may just have arrived.
  const step = (by: 1 | -1) =>
    show(found.at(position === -1 ? -1 : (position + by + found.length) % found.length) ?? null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && event.target instanceof HTMLInputElement) step(event.shiftKey ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const count = found.length;
  const result =
    position === -1 ? t("conversation.found", { count }) : t("conversation.foundAt", { index: position + 1, count });
  return (
    <div role="search" className={style.find} onKeyDown={onKeyDown}>
      <input
        className={parts.input}
        type="search"
        dir="auto"
        autoFocus
        value={query}
        placeholder={t("conversation.find")}
        aria-label={t("conversation.find")}
        onChange={(event) => look(event.target.value)}
      />
      <span role="status">{query.trim() !== "" && result}</span>
      <IconButton label={t("conversation.findEarlier")} disabled={found.length === 0} onClick={() => step(-1)}>
        <ChevronUp />
      </IconButton>
      <IconButton label={t("conversation.findLater")} disabled={found.length === 0} onClick={() => step(1)}>
        <ChevronDown />
      </IconButton>
      <IconButton label={t("close")} shortcut="Escape" onClick={onClose}>
        <X />
      </IconButton>
    </div>
  );
}
