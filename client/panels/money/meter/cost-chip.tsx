import { Popover } from "@base-ui/react/popover";
import Coins from "lucide-react/icons/coins";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CircleSnapshot } from "../../../net/place-snapshot.ts";
import { usePlace } from "../../../state/place-store.ts";
import { Money } from "../money.tsx";
import style from "../money.module.css";
import { PageLinks } from "../page-links.tsx";
import { BudgetBar } from "./budget-bar.tsx";
import { Forecast } from "./forecast.tsx";
import { SpendingList } from "./spending-list.tsx";
import { useMeter } from "./use-meter.ts";

/** Top right once money is spent: the cost of the person's circle, else of the place. Opens the meter. */
export function CostChip() {
  const circle = usePlace((view) => view.circles[view.avatars[view.myId]?.circleId ?? ""]);
  const placeNano = usePlace((view) => Object.values(view.circles).reduce((sum, { costNano }) => sum + costNano, 0));
  if (circle && circle.costNano > 0) return <CircleChip key={circle.id} circle={circle} placeNano={placeNano} />;
  if (placeNano === 0) return null;
  return (
    <Chip nano={placeNano} level="calm">
      <PlaceSum nano={placeNano} />
    </Chip>
  );
}

function CircleChip({ circle, placeNano }: { circle: CircleSnapshot; placeNano: number }) {
  const { t } = useTranslation();
  const meter = useMeter(circle, true);
  return (
    <Chip nano={meter.spending.totalNano} level={meter.binding?.level ?? "calm"}>
      <p className={style.sum}>
        <span>{t("meter.thisCircle")}</span> <Money nano={meter.spending.totalNano} />
      </p>
      <SpendingList spending={meter.spending} />
      {meter.binding && <BudgetBar budget={meter.binding.budget} />}
      <p className={style.forecast}>
        <Forecast meter={meter} />
      </p>
      <PlaceSum nano={placeNano} />
    </Chip>
  );
}

function PlaceSum({ nano }: { nano: number }) {
  const { t } = useTranslation();
  return (
    <p className={style.sum} data-minor>
      <span>{t("meter.thisPlace")}</span> <Money nano={nano} />
    </p>
  );
}

type ChipProps = { nano: number; level: "calm" | "warned" | "suspended"; children: ReactNode };

function Chip({ nano, level, children }: ChipProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={style.chip} data-level={level}>
        <Coins aria-hidden />
        <span className="only-for-screen-readers">{t(`meter.chip.${level}`)}</span>
        <Money nano={nano} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={style.popoverPosition} side="bottom" align="end" sideOffset={8}>
          <Popover.Popup className={style.popover}>
            <Popover.Title className={style.popoverTitle}>{t("meter.title")}</Popover.Title>
            {children}
            <PageLinks onGo={() => setOpen(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
