import Coins from "lucide-react/icons/coins";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import { usePlace, type PlaceView } from "../../state/place-store.ts";
import { Money } from "./money.tsx";
import { useEstimate } from "./money-api.ts";
import { messageText } from "../../words/message-text.ts";
import style from "./money.module.css";

const TURNS = 10;
/** Personas included in the estimate: enough for a fair mean. */
const MAX_ASKED = 8;

/** Before a talk: what ten turns would cost, and what the estimate is based on. Renders nothing where it is free or unknown. */
export function TurnsEstimate({ circleId = null }: { circleId?: string | null }) {
  const { t } = useTranslation();
  const isBegun = usePlace((view) => circleId !== null && personasIn(view, circleId).length > 0);
  const free = usePlace(useShallow((view) => personasIn(view, "").toSorted().slice(0, MAX_ASKED)));
  const { data } = useEstimate(
    isBegun && circleId !== null ? { circleId, turns: TURNS } : { personaIds: free, turns: TURNS },
  );
  if (!data || data.highNano === 0) return null;
  return (
    <p className={style.estimate}>
      <Coins aria-hidden />
      <span>
        <strong>
          {t("estimate.turns", { count: TURNS })} <Money nano={data.lowNano} />–<Money nano={data.highNano} />
        </strong>{" "}
        {messageText(data.basisMessage, data.basis)}
      </span>
    </p>
  );
}

/** `circleId` "": personas in no circle. */
const personasIn = ({ avatars }: PlaceView, circleId: string): string[] =>
  Object.values(avatars)
    .filter((avatar) => avatar.kind === "persona" && avatar.circleId === circleId)
    .map(({ id }) => id);
