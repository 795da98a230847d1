import { useTranslation } from "react-i18next";
import { Loading, Problem } from "../parts/states.tsx";
import { useModels } from "./operator-api.ts";
import { messageText } from "../../words/message-text.ts";
import style from "./operator.module.css";

/** For each task, the routes in the order they would be tried now, and why. */
export function RoutesTab() {
  const { t } = useTranslation();
  const models = useModels();
  if (models.isError) return <Problem error={models.error} onRetry={() => void models.refetch()} />;
  if (!models.data) return <Loading />;
  return (
    <>
      <p className={style.lead}>{t("operator.routesLead")}</p>
      <ul className={style.chains}>
        {models.data.chains.map(({ task, routes }) => (
          <li key={task}>
            <h3>{t(`operator.tasks.${task}`)}</h3>
            {routes.length === 0 && <p className={style.unknown}>{t("operator.noRoute")}</p>}
            <ol>
              {routes.map(({ route, why, whyMessage }) => (
                <li key={route}>
                  <code>{route}</code> {messageText(whyMessage, why)}
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ul>
    </>
  );
}
