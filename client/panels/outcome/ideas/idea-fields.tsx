import X from "lucide-react/icons/x";
import { useTranslation } from "react-i18next";
import type { ItemContent } from "../../../../schema/messages/outcome.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import { ChoiceField } from "../../parts/field.tsx";
import parts from "../../parts/parts.module.css";
import type { FieldsProps } from "../fields-props.ts";
import { itemsOf } from "../items-of.ts";
import { useOutcomeScreen } from "../outcome-context.ts";
import style from "../outcome.module.css";

/** The group of an idea, and the ideas that it builds on. */
export function IdeaFields({ content, ownId, onContent }: FieldsProps<Extract<ItemContent, { type: "idea" }>>) {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  const others = itemsOf(items, "idea").filter(({ id }) => id !== ownId);
  const free = others.filter(({ id }) => !content.buildsOn.includes(id));
  const set = (buildsOn: string[]) => onContent({ ...content, buildsOn });
  const [next] = free;
  return (
    <>
      <ChoiceField
        label={t("outcome.types.cluster")}
        value={content.clusterId ?? ""}
        options={[
          { value: "", label: t("outcome.ideas.noCluster") },
          ...itemsOf(items, "cluster").map(({ id, content: { text } }) => ({ value: id, label: text })),
        ]}
        onChoose={(clusterId) => onContent({ ...content, clusterId: clusterId || null })}
      />
      {others.length > 0 && (
        <fieldset className={style.edges}>
          <legend className={parts.label}>{t("outcome.ideas.buildsOn")}</legend>
          {content.buildsOn.map((builtOn, index) => (
            <div key={builtOn}>
              <select
                className={parts.input}
                aria-label={t("outcome.ideas.buildsOn")}
                value={builtOn}
                onChange={({ target }) => set(content.buildsOn.with(index, target.value))}
              >
                {others
                  .filter(({ id }) => id === builtOn || !content.buildsOn.includes(id))
                  .map(({ id, content: { text } }) => (
                    <option key={id} value={id}>
                      {text}
                    </option>
                  ))}
              </select>
              <IconButton
                label={t("outcome.debate.removeEdge")}
                onClick={() => set(content.buildsOn.toSpliced(index, 1))}
              >
                <X />
              </IconButton>
            </div>
          ))}
          {next && (
            <Button onClick={() => set([...content.buildsOn, next.id])}>{t("outcome.ideas.addBuildsOn")}</Button>
          )}
        </fieldset>
      )}
    </>
  );
}
