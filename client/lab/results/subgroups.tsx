import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProbeResult, Subgroup } from "../../../schema/messages/run-results.ts";
import { mostOf } from "../../../schema/rules/survey/charts/distribution-chart.ts";
import { subgroupDistribution } from "../../../schema/rules/survey/charts/probe-distribution.ts";
import { Button } from "../../panels/parts/button.tsx";
import { useTraitWords } from "../trait-words.ts";
import { DistributionFigure } from "./distribution-figure.tsx";
import { FigureLine } from "./figure-value.tsx";
import { PlanMark } from "./plan-mark.tsx";
import style from "./results.module.css";

/** Small multiples: one group a chart, on one axis, each with its n. */
export function Subgroups({ probe, note }: { probe: ProbeResult; note: string }) {
  const { t } = useTranslation("lab");
  const { nameOf } = useTraitWords();
  const [shown, setShown] = useState<string | null>(null);
  const chosen = probe.subgroups.find(({ trait }) => trait === shown);
  if (probe.subgroups.length === 0) return null;
  return (
    <div className={style.groups}>
      <div className={style.chips} role="group" aria-label={t("results.groupsOf", { title: probe.title })}>
        <span>{t("results.by")}</span>
        {probe.subgroups.map(({ trait }) => (
          <Button key={trait} aria-pressed={trait === shown} onClick={() => setShown(trait === shown ? null : trait)}>
            {nameOf(trait)}
          </Button>
        ))}
      </div>
      {chosen && <PlanMark isPlanned={chosen.isPlanned} />}
      {chosen && (
        <div className={style.multiples}>
          {chosen.groups.map((group) => (
            <GroupFigure key={group.value} trait={chosen.trait} {...{ group, probe, note }} />
          ))}
        </div>
      )}
    </div>
  );
}

type GroupFigureProps = { trait: string; group: Subgroup; probe: ProbeResult; note: string };

function GroupFigure({ trait, group, probe, note }: GroupFigureProps) {
  const { t, i18n } = useTranslation("lab");
  const { nameOf, valueOf } = useTraitWords();
  const value = valueOf(trait, group.value);
  const [distribution, most] = useMemo(() => {
    const namesOf = ({ baseline }: Subgroup) => ({
      group: value,
      all: t("results.all"),
      people: t("results.peopleAlike", { count: baseline?.people ?? 0 }),
    });
    const all = probe.subgroups
      .find((one) => one.trait === trait)!
      .groups.map((one) => mostOf(subgroupDistribution(probe, one, namesOf(one))));
    return [subgroupDistribution(probe, group, namesOf(group)), Math.max(...all)] as const;
    // Words follow the language.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [probe, group, trait, value, i18n.language]);
  return (
    <DistributionFigure
      heading="h4"
      title={`${nameOf(trait)}: ${value}`}
      summary={t("results.groupSize", { count: group.n })}
      distribution={distribution}
      most={most}
      note={note}
    >
      <FigureLine figures={group.figures} />
    </DistributionFigure>
  );
}
