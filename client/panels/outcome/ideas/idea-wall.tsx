import ThumbsUp from "lucide-react/icons/thumbs-up";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "../../../words/problem-text.ts";
import { AddItem } from "../add-item.tsx";
import { focusItem } from "../focus-item.ts";
import { ItemCard } from "../item-card.tsx";
import { itemsOf, type ItemOf } from "../items-of.ts";
import { useOutcomeScreen } from "../outcome-context.ts";
import style from "../outcome.module.css";
import wall from "./ideas.module.css";

/** Idea cards in groups: who built on whose, and people's votes (SPEC C2). */
export function IdeaWall() {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  const ideas = itemsOf(items, "idea");
  const clusters = itemsOf(items, "cluster");
  const isKnown = (clusterId: string | null) => clusters.some(({ id }) => id === clusterId);
  const single = ideas.filter(({ content }) => !isKnown(content.clusterId));
  return (
    <>
      {clusters.map((cluster) => (
        <section key={cluster.id} className={style.section} aria-label={cluster.content.text}>
          <ItemCard item={cluster} className={wall.cluster}>
            <h3 dir="auto">{cluster.content.text}</h3>
          </ItemCard>
          <Ideas ideas={ideas.filter(({ content }) => content.clusterId === cluster.id)} />
        </section>
      ))}
      {single.length > 0 && (
        <section className={style.section}>
          {clusters.length > 0 && <h3>{t("outcome.ideas.noCluster")}</h3>}
          <Ideas ideas={single} />
        </section>
      )}
      <div className={style.adds}>
        <AddItem type="idea" />
        <AddItem type="cluster" />
      </div>
    </>
  );
}

function Ideas({ ideas }: { ideas: ItemOf<"idea">[] }) {
  return (
    <div className={wall.wall}>
      {ideas.map((idea) => (
        <ItemCard key={idea.id} item={idea} className={wall.idea} actions={<VoteButton idea={idea} />}>
          <p dir="auto">{idea.content.text}</p>
          <BuildsOn idea={idea} />
        </ItemCard>
      ))}
    </div>
  );
}

function BuildsOn({ idea }: { idea: ItemOf<"idea"> }) {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  const others = itemsOf(items, "idea").filter(({ id }) => idea.content.buildsOn.includes(id));
  return others.map(({ id, content: { text } }) => (
    <button key={id} type="button" className={wall.buildsOn} onClick={() => focusItem(id)}>
      {t("outcome.ideas.buildsOn")} <bdi>{text}</bdi>
    </button>
  ));
}

function VoteButton({ idea }: { idea: ItemOf<"idea"> }) {
  const { t } = useTranslation();
  const { change } = useOutcomeScreen();
  const [problem, setProblem] = useState<string | null>(null);
  const vote = () =>
    change({ type: "vote", item: idea, voted: !idea.hasMyVote }).catch((error: unknown) =>
      setProblem(problemText(error, t)),
    );
  return (
    <>
      <button
        type="button"
        className={wall.vote}
        aria-pressed={idea.hasMyVote}
        aria-label={t("outcome.ideas.vote", { count: idea.votes })}
        onClick={() => void vote()}
      >
        <ThumbsUp size={16} aria-hidden /> {idea.votes}
      </button>
      {problem !== null && <span role="alert">{problem}</span>}
    </>
  );
}
