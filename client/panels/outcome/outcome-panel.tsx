import Maximize2 from "lucide-react/icons/maximize-2";
import { useState, type ComponentType, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { TURNS_AN_UPDATE, type ConversationOutcome, type Outcome } from "../../../schema/messages/outcome.ts";
import type { CircleKind } from "../../../schema/messages/room-messages.ts";
import { messageText } from "../../words/message-text.ts";
import { IconButton } from "../parts/button.tsx";
import { Modal } from "../parts/modal.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { DebateMap } from "./debate/debate-map.tsx";
import { IdeaWall } from "./ideas/idea-wall.tsx";
import { useOutcome, useOutcomeChange } from "./outcome-api.ts";
import { OutcomeContext, type Edited, type QuotedTurn } from "./outcome-context.ts";
import style from "./outcome.module.css";
import { PlanTable } from "./plan/plan-table.tsx";
import { RefinedText } from "./refinement/refined-text.tsx";
import { SummaryList } from "./summary-list.tsx";
import { ThemeList } from "./themes/theme-list.tsx";

const VIEWS: Record<CircleKind, ComponentType | null> = {
  chat: null,
  debate: DebateMap,
  ideation: IdeaWall,
  refinement: RefinedText,
  planning: PlanTable,
  "focus-group": ThemeList,
};

type OutcomePanelProps = {
  circleId: string;
  topic: string;
  /** The kind it has now. */
  kind: CircleKind;
  /** Whether it may be shown larger than the panel it is in. */
  mayEnlarge: boolean;
  onTurn: (turnId: string) => void;
  /** Null for a turn that this page does not have. */
  speakerOf: (turnId: string) => string | null;
  /** The turns that this page has and that were said to the end, oldest first. */
  listTurns: () => readonly QuotedTurn[];
};

/** What comes out of a conversation, for each kind that it had. */
export function OutcomePanel(props: OutcomePanelProps) {
  const { t } = useTranslation();
  const [isLarge, setLarge] = useState(false);
  const outcome = useOutcome(props.circleId, props.kind);
  const showTurn = (turnId: string) => {
    setLarge(false);
    props.onTurn(turnId);
  };
  // One that could not be brought up to date stays, with whatever somebody is writing in it.
  if (outcome.data === undefined)
    return outcome.isError ? <Problem error={outcome.error} onRetry={() => void outcome.refetch()} /> : <Loading />;
  const enlarge = props.mayEnlarge && !isLarge && (
    <IconButton className={style.enlarge} label={t("outcome.enlarge")} onClick={() => setLarge(true)}>
      <Maximize2 />
    </IconButton>
  );
  const shown = <Outcomes {...props} onTurn={showTurn} outcome={outcome.data} enlarge={enlarge} />;
  if (isLarge)
    return (
      <Modal title={props.topic} isPage onClose={() => setLarge(false)}>
        {shown}
      </Modal>
    );
  return (
    <div className={style.panel} tabIndex={0} role="region" aria-label={t("outcome.label")}>
      {shown}
    </div>
  );
}

type OutcomesProps = OutcomePanelProps & { outcome: ConversationOutcome; enlarge: ReactNode };

function Outcomes({ circleId, topic, onTurn, speakerOf, listTurns, outcome: latest, enlarge }: OutcomesProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<CircleKind | null>(null);
  const [edited, edit] = useState<Edited | null>(null);
  const { mutateAsync: change } = useOutcomeChange(circleId);
  // While somebody writes here, nothing moves: what changed meanwhile is shown afterwards.
  const [held, setHeld] = useState(latest);
  if (edited === null && held !== latest) setHeld(latest);
  const { keeper, mayCorrect, outcomes } = held;
  const shown = outcomes.find(({ kind }) => kind === chosen) ?? outcomes[0]!;
  const View = VIEWS[shown.kind];
  const screen = {
    circleId,
    topic,
    kind: shown.kind,
    items: shown.items,
    mayCorrect,
    showTurn: onTurn,
    speakerOf,
    listTurns,
    edited,
    edit,
    change,
  };
  return (
    <OutcomeContext value={screen}>
      <div className={style.outcome}>
        {outcomes.length > 1 && <KindTabs outcomes={outcomes} shown={shown.kind} onChoose={setChosen} />}
        <div className={style.head}>
          <Keeper keeper={keeper} />
          {enlarge}
        </div>
        {held !== latest && <p className={style.note}>{t("outcome.held")}</p>}
        {shown.items.length === 0 && (
          <Empty title={t(keeper.by === "none" ? "outcome.emptyByHand" : `outcome.empty.${shown.kind}`)}>
            {keeper.by !== "none" && t("outcome.emptyText", { count: TURNS_AN_UPDATE })}
          </Empty>
        )}
        {View && <View />}
        <SummaryList />
        <Footnotes outcome={shown} />
      </div>
    </OutcomeContext>
  );
}

type KindTabsProps = { outcomes: Outcome[]; shown: CircleKind; onChoose: (kind: CircleKind) => void };

/** The outcome of the present kind, and those of earlier ones. */
function KindTabs({ outcomes, shown, onChoose }: KindTabsProps) {
  const { t } = useTranslation();
  return (
    <div className={style.kinds} role="group" aria-label={t("outcome.kinds")}>
      {outcomes.map(({ kind }, index) => (
        <button key={kind} type="button" aria-pressed={kind === shown} onClick={() => onChoose(kind)}>
          {t(`kinds.${kind}`)}
          {index > 0 && <span className="only-for-screen-readers"> {t("outcome.earlier")}</span>}
        </button>
      ))}
    </div>
  );
}

/** How the outcome is kept up to date, where that needs words: it is simulated, failed, or no model here can. */
function Keeper({ keeper: { by, why } }: Pick<ConversationOutcome, "keeper">) {
  const { t } = useTranslation();
  if (why === null) return null;
  return (
    <p className={style.keeper} data-by={by} role="note">
      {messageText(why, t("problem.unknown"))}
    </p>
  );
}

function Footnotes({ outcome: { items, turnsWaiting, droppedQuotations } }: { outcome: Outcome }) {
  const { t } = useTranslation();
  return (
    <p className={style.note}>
      {items.length > 0 && turnsWaiting > 0 && t("outcome.waiting", { count: turnsWaiting })}{" "}
      {droppedQuotations > 0 && t("outcome.dropped", { count: droppedQuotations })}
    </p>
  );
}
