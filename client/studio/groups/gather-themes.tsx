import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { useIsFacilitator } from "../../state/rights.ts";
import { problemText } from "../../words/problem-text.ts";
import { useProposalAbility } from "../sessions-api.ts";
import style from "../studio.module.css";
import { useGatherThemes } from "./groups-api.ts";

/** Has a model bring themes together, where one speaks that can; otherwise says why their words do. */
export function GatherThemes({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const mayAsk = useIsFacilitator();
  const ability = useProposalAbility(mayAsk).data;
  const gather = useGatherThemes(id);
  if (!ability) return null;
  if (ability.by !== "model")
    return <p className={style.soft}>{t(`groups.gather.${ability.by}`, { voice: ability.voice })}</p>;
  return (
    <>
      <div className={style.tools}>
        <Button disabled={gather.isPending} onClick={() => gather.mutate()}>
          {t(gather.isPending ? "groups.gather.asking" : "groups.gather.ask")}
        </Button>
      </div>
      <p className={style.soft} role="status">
        {gather.isSuccess && t("groups.gather.done")}
      </p>
      {gather.isError && (
        <p className={style.problem} role="alert">
          {problemText(gather.error, common)}
        </p>
      )}
    </>
  );
}
