import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Trash from "lucide-react/icons/trash-2";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GuideSection } from "../../../schema/messages/session.ts";
import { Button, IconButton } from "../../panels/parts/button.tsx";
import { TextAreaField, TextField } from "../../panels/parts/field.tsx";
import { MaterialEditor } from "../material/material-editor.tsx";
import style from "../studio.module.css";

type GuideEditorProps = { sessionId: string; guide: GuideSection[]; onChange: (guide: GuideSection[]) => void };

/** The sections of the guide, in order. */
export function GuideEditor({ sessionId, guide, onChange }: GuideEditorProps) {
  const { t } = useTranslation("studio");
  const minutes = guide.reduce((sum, section) => sum + section.minutes, 0);
  const set = (index: number, part: Partial<GuideSection>) =>
    onChange(guide.map((section, at) => (at === index ? { ...section, ...part } : section)));
  const move = (index: number, by: number) => {
    const moved = guide.toSpliced(index, 1);
    onChange(moved.toSpliced(index + by, 0, guide[index]!));
  };
  const add = () =>
    onChange([
      ...guide,
      { title: t("plan.sectionTitle", { number: guide.length + 1 }), minutes: 10, prompts: [], probes: [] },
    ]);
  return (
    <>
      <h4>
        {t("plan.guide")} <span className={style.soft}>{t("plan.total", { minutes })}</span>
      </h4>
      <ol className={style.list}>
        {guide.map((section, index) => (
          <li key={index} className={style.card}>
            <div className={style.sectionHead}>
              <TextField
                label={t("plan.sectionTitle", { number: index + 1 })}
                value={section.title}
                maxLength={120}
                onText={(title) => set(index, { title })}
              />
              <TextField
                label={t("plan.minutes")}
                type="number"
                min={1}
                max={240}
                value={String(section.minutes)}
                onText={(text) => set(index, { minutes: Math.round(Number(text)) })}
              />
            </div>
            <Lines label={t("plan.prompts")} lines={section.prompts} onChange={(prompts) => set(index, { prompts })} />
            <Lines label={t("plan.probes")} lines={section.probes} onChange={(probes) => set(index, { probes })} />
            <MaterialEditor
              sessionId={sessionId}
              section={index + 1}
              material={section.material}
              onChange={(material) => set(index, { material })}
            />
            <div className={style.tools}>
              <IconButton
                label={t("plan.moveUp", { title: section.title })}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                <ArrowUp />
              </IconButton>
              <IconButton
                label={t("plan.moveDown", { title: section.title })}
                disabled={index === guide.length - 1}
                onClick={() => move(index, 1)}
              >
                <ArrowDown />
              </IconButton>
              <IconButton
                label={t("plan.removeSection", { title: section.title })}
                onClick={() => onChange(guide.toSpliced(index, 1))}
              >
                <Trash />
              </IconButton>
            </div>
          </li>
        ))}
      </ol>
      <Button onClick={add}>{t("plan.addSection")}</Button>
    </>
  );
}

type LinesProps = { label: string; lines: string[]; onChange: (lines: string[]) => void };

const linesOf = (text: string): string[] => text.split("\n").flatMap((line) => line.trim() || []);

/** Keeps the empty lines that one types, which are no prompts, until other lines take their place, as when sections move. */
function Lines({ label, lines, onChange }: LinesProps) {
  const [typed, setTyped] = useState("");
  const shown = lines.join("\n");
  return (
    <TextAreaField
      label={label}
      rows={Math.max(2, lines.length)}
      value={linesOf(typed).join("\n") === shown ? typed : shown}
      onText={(text) => {
        setTyped(text);
        onChange(linesOf(text));
      }}
    />
  );
}
