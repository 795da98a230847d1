import { useTranslation } from "react-i18next";
import { MAX_DOCUMENT_LENGTH, MAX_ITEM_LENGTH, type ItemContent } from "../../../schema/messages/outcome.ts";
import { TextAreaField, TextField } from "../parts/field.tsx";
import { TagsField } from "../parts/tags-field.tsx";
import { ClaimFields } from "./debate/claim-fields.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { IdeaFields } from "./ideas/idea-fields.tsx";
import style from "./outcome.module.css";
import { QuotationFields } from "./themes/quotation-fields.tsx";

const MAX_LENGTHS: Partial<Record<ItemContent["type"], number>> = {
  document: MAX_DOCUMENT_LENGTH,
  source: MAX_ITEM_LENGTH * 16,
};

/** What a person can correct of an item. */
export function ItemFields(props: FieldsProps) {
  const { t } = useTranslation();
  const { content, onContent } = props;
  return (
    <>
      <TextAreaField
        label={t(content.type === "change" ? "outcome.fields.why" : `outcome.types.${content.type}`)}
        value={content.text}
        maxLength={MAX_LENGTHS[content.type] ?? MAX_ITEM_LENGTH}
        required={content.type !== "change"}
        autoFocus
        onText={(text) => onContent({ ...content, text })}
      />
      <MoreFields {...props} />
    </>
  );
}

function MoreFields({ content, ownId, onContent }: FieldsProps) {
  const { t } = useTranslation();
  switch (content.type) {
    case "claim":
      return <ClaimFields content={content} ownId={ownId} onContent={onContent} />;
    case "source":
      return (
        <>
          <TextField
            label={t("outcome.fields.title")}
            value={content.title}
            maxLength={200}
            required
            onText={(title) => onContent({ ...content, title })}
          />
          <TextField
            label={t("outcome.fields.checker")}
            hint={t("outcome.fields.checkerHint")}
            value={content.checker}
            maxLength={100}
            required
            onText={(checker) => onContent({ ...content, checker })}
          />
        </>
      );
    case "idea":
      return <IdeaFields content={content} ownId={ownId} onContent={onContent} />;
    case "theme":
      return <QuotationFields content={content} ownId={ownId} onContent={onContent} />;
    case "change":
      return (
        <TextAreaField
          label={t("outcome.fields.inserted")}
          value={content.inserted}
          maxLength={MAX_DOCUMENT_LENGTH}
          onText={(inserted) => onContent({ ...content, inserted })}
        />
      );
    case "task":
      return <TaskFields content={content} onContent={onContent} />;
    case "topic":
      return (
        <label className={style.check}>
          <input
            type="checkbox"
            checked={content.isCovered}
            onChange={({ target }) => onContent({ ...content, isCovered: target.checked })}
          />
          {t("outcome.themes.covered")}
        </label>
      );
    default:
      return null;
  }
}

type TaskProps = Pick<FieldsProps<Extract<ItemContent, { type: "task" }>>, "content" | "onContent">;

function TaskFields({ content, onContent }: TaskProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t("outcome.plan.owner")}
        value={content.owner ?? ""}
        maxLength={100}
        onText={(owner) => onContent({ ...content, owner: owner || null })}
      />
      <TextField
        label={t("outcome.plan.due")}
        value={content.due ?? ""}
        maxLength={100}
        onText={(due) => onContent({ ...content, due: due || null })}
      />
      <TagsField
        label={t("outcome.plan.resources")}
        values={content.resources}
        onValues={(resources) => onContent({ ...content, resources })}
      />
    </>
  );
}
