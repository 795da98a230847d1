import Trash from "lucide-react/icons/trash-2";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { SurveyModel, SurveyProblem } from "../../../../schema/messages/survey.ts";
import { readElements, textOf, type SurveyElement } from "../../../../schema/rules/survey/read-questions.ts";
import { toPlainText } from "../../../../schema/rules/survey/plain-text.ts";
import { Button, IconButton } from "../../../panels/parts/button.tsx";
import orderStyle from "../../../panels/parts/order/order.module.css";
import { DragHandle, MoveButtons, OrderNews } from "../../../panels/parts/order/order-tools.tsx";
import { moved } from "../../../panels/parts/order/place-at.ts";
import { useOrder, type Order } from "../../../panels/parts/order/use-order.ts";
import { Empty } from "../../../panels/parts/states.tsx";
import style from "../surveys.module.css";
import type { Draft } from "./drafts.ts";
import {
  addElement,
  freeName,
  moveElement,
  newElement,
  OFFERED_TYPES,
  removeElement,
  type OfferedKind,
} from "./edit-model.ts";
import { QuestionForm } from "./question-form.tsx";

type QuestionListProps = {
  draft: Draft;
  problems: readonly SurveyProblem[];
  /** Its place among the questions. */
  selected: number;
  onSelect(place: number): void;
  onChange(part: Partial<Draft>): void;
};

/** The questions in order; the selected one is open. Everything by keys, by touch and by mouse. */
export function QuestionList({ draft, problems, selected, onSelect, onChange }: QuestionListProps) {
  const { t } = useTranslation("lab");
  const { model } = draft;
  const elements = readElements(model);
  const places = elements.map((_, place) => place);
  const form = useRef<HTMLLIElement>(null);
  /** Set when a question was added, so that its text is written next. */
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    form.current?.querySelector("textarea")?.focus();
  });

  const set = (changed: SurveyModel, place: number) => {
    onChange({ model: changed });
    onSelect(place);
  };
  const add = (kind: OfferedKind, after: number) => {
    const words = [t("surveys.anOption"), t("surveys.anotherOption")] as const;
    wantsFocus.current = true;
    set(addElement(model, after, newElement(kind, freeName(model), words)), after + 1);
  };
  const list = useRef<HTMLOListElement>(null);
  const order = useOrder({
    list,
    count: elements.length,
    nameOf: (place) => textOf(elements[place]!.json["name"]),
    // The question that is open stays open.
    onMove: (from, to) =>
      set(moveElement(model, from, to), elements[selected] ? moved(places, from, to).indexOf(selected) : -1),
  });
  const remove = (place: number) => {
    onChange({ model: removeElement(model, place), removed: model });
    onSelect(Math.max(0, Math.min(place, elements.length - 2)));
  };
  const onKey = keysOf(order, remove);

  return (
    <section aria-label={t("surveys.questions")} className={style.questions}>
      <h3>{t("surveys.questions")}</h3>
      {elements.length === 0 && <Empty title={t("surveys.noQuestions")}>{t("surveys.noQuestionsText")}</Empty>}
      {elements.length > 0 && <p className={style.notes}>{t("surveys.keys")}</p>}
      <ol ref={list}>
        {elements.map((element, place) => (
          <li
            key={place}
            className={orderStyle.item}
            data-drag={order.lookOf(place)}
            ref={place === selected ? form : null}
            data-open={place === selected || undefined}
            onKeyDown={(event) => onKey(event, place)}
          >
            <Head
              element={element}
              isOpen={place === selected}
              hasProblem={hasError(problems, textOf(element.json["name"]))}
              onOpen={() => onSelect(place === selected ? -1 : place)}
              order={order}
              place={place}
              onRemove={() => remove(place)}
            />
            {place === selected && (
              <QuestionForm
                model={model}
                place={place}
                onModel={(changed) => onChange({ model: changed })}
                onAdd={add}
              />
            )}
          </li>
        ))}
      </ol>
      <OrderNews order={order} />
      {draft.removed && (
        <p className={style.undo} role="status">
          <Button onClick={() => onChange({ model: draft.removed!, removed: null })}>{t("surveys.undo")}</Button>
        </p>
      )}
      <AddBar onAdd={(kind) => add(kind, elements.length - 1)} />
    </section>
  );
}

const hasError = (problems: readonly SurveyProblem[], name: string): boolean =>
  problems.some(({ level, question }) => level === "error" && question === name);

/** Alt and an arrow moves a question, Delete on its head removes it. */
const keysOf = (order: Order, onRemove: (place: number) => void) => (event: KeyboardEvent, place: number) => {
  const by = event.altKey && event.key === "ArrowUp" ? -1 : event.altKey && event.key === "ArrowDown" ? 1 : null;
  const part = event.target instanceof HTMLElement ? event.target.dataset["order"] : undefined;
  if (by !== null) order.moveBy(place, by, part ?? "head");
  else if (event.key === "Delete" && part === "head") onRemove(place);
  else return;
  event.preventDefault();
};

function AddBar({ onAdd }: { onAdd(kind: OfferedKind): void }) {
  const { t } = useTranslation("lab");
  return (
    <div className={style.add} role="group" aria-label={t("surveys.add")}>
      <strong>{t("surveys.add")}</strong>
      {(Object.keys(OFFERED_TYPES) as OfferedKind[]).map((kind) => (
        <Button key={kind} onClick={() => onAdd(kind)}>
          {t(`surveys.kinds.${kind}`)}
        </Button>
      ))}
    </div>
  );
}

type HeadProps = {
  element: SurveyElement;
  isOpen: boolean;
  hasProblem: boolean;
  onOpen(): void;
  order: Order;
  place: number;
  onRemove(): void;
};

function Head({ element: { json, type, question }, isOpen, hasProblem, onOpen, order, place, onRemove }: HeadProps) {
  const { t } = useTranslation("lab");
  const name = textOf(json["name"]);
  return (
    <div className={style.head}>
      <DragHandle order={order} place={place} />
      <button type="button" data-order="head" className={style.open} aria-expanded={isOpen} onClick={onOpen}>
        <strong dir="auto">
          {textOf(json["title"]) || toPlainText(textOf(json["html"])) || t("surveys.untitled")}
        </strong>
        <span data-problem={hasProblem || undefined}>
          {name} · {question ? t(`surveys.kinds.${question.kind}`) : t("surveys.kinds.other", { type })}
        </span>
      </button>
      <MoveButtons order={order} place={place} name={name} />
      <IconButton label={`${t("surveys.remove")}: ${name}`} onClick={onRemove}>
        <Trash />
      </IconButton>
    </div>
  );
}
