import { useTranslation } from "react-i18next";
import { AddItem } from "../add-item.tsx";
import { ItemCard } from "../item-card.tsx";
import { focusItem } from "../focus-item.ts";
import { itemsOf, type ItemOf } from "../items-of.ts";
import { useOutcomeScreen } from "../outcome-context.ts";
import style from "../outcome.module.css";
import plan from "./plan.module.css";

/** Who does what, until when, with what; and what could go wrong (SPEC C2). */
export function PlanTable() {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  const tasks = itemsOf(items, "task");
  const risks = itemsOf(items, "risk");
  return (
    <>
      {tasks.length > 0 && (
        <table className={plan.table}>
          <thead>
            <tr>
              <th scope="col">{t("outcome.types.task")}</th>
              <th scope="col">{t("outcome.plan.owner")}</th>
              <th scope="col">{t("outcome.plan.due")}</th>
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <TaskRow key={task.id} task={task} />
            ))}
          </tbody>
        </table>
      )}
      <AddItem type="task" />
      <section className={style.section}>
        <h3>{t("outcome.plan.risks")}</h3>
        {risks.map((risk) => (
          <ItemCard key={risk.id} item={risk}>
            <p dir="auto">{risk.content.text}</p>
            <AtRisk taskIds={risk.content.taskIds} />
          </ItemCard>
        ))}
        <AddItem type="risk" />
      </section>
    </>
  );
}

function TaskRow({ task }: { task: ItemOf<"task"> }) {
  const { t } = useTranslation();
  const { text, owner, due, resources } = task.content;
  return (
    <tr>
      <td>
        <ItemCard item={task} className={plan.task}>
          <p dir="auto">{text}</p>
          {resources.length > 0 && (
            <ul className={plan.resources} aria-label={t("outcome.plan.resources")}>
              {resources.map((resource) => (
                <li key={resource} dir="auto">
                  {resource}
                </li>
              ))}
            </ul>
          )}
        </ItemCard>
      </td>
      <td dir="auto">{owner ?? t("outcome.plan.open")}</td>
      <td dir="auto">{due ?? t("outcome.plan.open")}</td>
    </tr>
  );
}

function AtRisk({ taskIds }: { taskIds: string[] }) {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  const tasks = itemsOf(items, "task").filter(({ id }) => taskIds.includes(id));
  if (tasks.length === 0) return null;
  return (
    <p className={style.note}>
      {t("outcome.plan.atRisk")}{" "}
      {tasks.map(({ id, content: { text } }) => (
        <button key={id} type="button" className={style.turnLink} onClick={() => focusItem(id)}>
          <bdi>{text}</bdi>
        </button>
      ))}
    </p>
  );
}
