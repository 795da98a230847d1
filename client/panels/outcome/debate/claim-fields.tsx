import X from "lucide-react/icons/x";
import { useTranslation } from "react-i18next";
import type { ItemContent } from "../../../../schema/messages/outcome.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import parts from "../../parts/parts.module.css";
import type { FieldsProps } from "../fields-props.ts";
import { useOutcomeScreen } from "../outcome-context.ts";
import style from "../outcome.module.css";

type Claim = Extract<ItemContent, { type: "claim" }>;
type Edge = Claim["edges"][number];

const RELATIONS = ["supports", "attacks"] as const;

/** What a claim supports or attacks. */
export function ClaimFields({ content, ownId, onContent }: FieldsProps<Claim>) {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  const targets = items.filter(
    ({ id, content: { type } }) => id !== ownId && (type === "position" || type === "claim"),
  );
  const [first] = targets;
  const set = (edges: Edge[]) => onContent({ ...content, edges });
  return (
    <fieldset className={style.edges}>
      <legend className={parts.label}>{t("outcome.debate.edges")}</legend>
      {content.edges.map((edge, index) => (
        <div key={index}>
          <select
            className={parts.input}
            aria-label={t("outcome.debate.relation")}
            value={edge.relation}
            onChange={({ target }) => {
              const relation = RELATIONS.find((known) => known === target.value);
              if (relation) set(content.edges.with(index, { ...edge, relation }));
            }}
          >
            {RELATIONS.map((relation) => (
              <option key={relation} value={relation}>
                {t(`outcome.debate.relations.${relation}`)}
              </option>
            ))}
          </select>
          <select
            className={parts.input}
            aria-label={t("outcome.debate.target")}
            value={edge.to}
            onChange={({ target }) => set(content.edges.with(index, { ...edge, to: target.value }))}
          >
            {targets.map(({ id, content: { text } }) => (
              <option key={id} value={id}>
                {text}
              </option>
            ))}
          </select>
          <IconButton label={t("outcome.debate.removeEdge")} onClick={() => set(content.edges.toSpliced(index, 1))}>
            <X />
          </IconButton>
        </div>
      ))}
      {first && (
        <Button onClick={() => set([...content.edges, { to: first.id, relation: "supports" }])}>
          {t("outcome.debate.addEdge")}
        </Button>
      )}
    </fieldset>
  );
}
