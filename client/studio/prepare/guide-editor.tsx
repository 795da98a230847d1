import Trash from "lucide-react/icons/trash-2";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GuideSection } from "../../../schema/messages/session.ts";
import { Button, IconButton } from "../../panels/parts/button.tsx";
import { TextAreaField, TextField } from "../../panels/parts/field.tsx";
import { moved } from "../../panels/parts/order/place-at.ts";
import { DragHandle, MoveButtons, OrderNews } from "../../panels/parts/order/order-tools.tsx";
import orderStyle from "../../panels/parts/order/order.module.css";
import { useOrder } from "../../panels/parts/order/use-order.ts";
import { MaterialEditor } from "../material/material-editor.tsx";
import style from "../studio.module.css";

type GuideEditorProps = { sessionId: string; guide: GuideSection[]; onChange: (guide: GuideSection[]) => void };

/** The sections of the guide, in order. */
export function GuideEditor({ sessionId, guide, onChange }: GuideEditorProps) {
  const { t } = useTranslation("studio");
  const starts = startMinutes(guide);
  const list = useRef<HTMLOListElement>(null);
  const order = useOrder({
    list,
    count: guide.length,
    nameOf: (index) => guide[index]!.title,
    onMove: (from, to) => onChange(moved(guide, from, to)),
  });
  const set = (index: number, part: Partial<GuideSection>) =>
    onChange(guide.map((section, at) => (at === index ? { ...section, ...part } : section)));
  const add = () =>
    onChange([
      ...guide,
      { title: t("plan.sectionTitle", { number: guide.length + 1 }), minutes: 10, prompts: [], probes: [] },
    ]);
  return (
    <>
      <h4>
        {t("plan.guide")} <span className={style.soft}>{t("plan.total", { minutes: starts.at(-1)! })}</span>
      </h4>
      <ol ref={list} className={style.timeLine}>
        {guide.map((section, index) => (
          <li key={index} className={`${style.card} ${orderStyle.item}`} data-drag={order.lookOf(index)}>
            <div className={style.cardHead}>
              <DragHandle order={order} place={index} />
              <span className={style.when}>{t("plan.fromTo", { from: starts[index]!, to: starts[index + 1]! })}</span>
              <MoveButtons order={order} place={index} name={section.title} />
              <IconButton
                label={t("plan.removeSection", { title: section.title })}
                onClick={() => onChange(guide.toSpliced(index, 1))}
              >
                <Trash />
              </IconButton>
            </div>
            <Section sessionId={sessionId} number={index + 1} section={section} onChange={(part) => set(index, part)} />
          </li>
        ))}
      </ol>
      <OrderNews order={order} />
      <Button onClick={add}>{t("plan.addSection")}</Button>
    </>
  );
}

/** When each section begins, in minutes, and after them when the last ends. */
function startMinutes(guide: readonly GuideSection[]): number[] {
  let end = 0;
  return [0, ...guide.map(({ minutes }) => (end += minutes))];
}

type SectionProps = {
  sessionId: string;
  number: number;
  section: GuideSection;
  onChange: (part: Partial<GuideSection>) => void;
};

function Section({ sessionId, number, section, onChange }: SectionProps) {
  const { t } = useTranslation("studio");
  return (
    <>
      <div className={style.sectionHead}>
        <TextField
          label={t("plan.sectionTitle", { number })}
          value={section.title}
          maxLength={120}
          onText={(title) => onChange({ title })}
        />
        <TextField
          label={t("plan.minutes")}
          type="number"
          min={1}
          max={240}
          value={String(section.minutes)}
          onText={(text) => onChange({ minutes: Math.round(Number(text)) })}
        />
      </div>
      <Lines label={t("plan.prompts")} lines={section.prompts} onChange={(prompts) => onChange({ prompts })} />
      <Lines label={t("plan.probes")} lines={section.probes} onChange={(probes) => onChange({ probes })} />
      <MaterialEditor
        sessionId={sessionId}
        section={number}
        material={section.material}
        onChange={(material) => onChange({ material })}
      />
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
