import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import GripVertical from "lucide-react/icons/grip-vertical";
import { useTranslation } from "react-i18next";
import { IconButton } from "../button.tsx";
import style from "./order.module.css";
import type { Order } from "./use-order.ts";

type OrderToolsProps = { order: Order; place: number; name: string };

/** For a pointer: what one drags. Keys and screen readers have the buttons. */
export function DragHandle({ order, place }: Omit<OrderToolsProps, "name">) {
  const { t } = useTranslation();
  return (
    <span aria-hidden className={style.handle} title={t("order.drag")} {...order.handle(place)}>
      <GripVertical />
    </span>
  );
}

export function MoveButtons({ order, place, name }: OrderToolsProps) {
  const { t } = useTranslation();
  return (
    <>
      <IconButton
        data-order="up"
        label={t("order.up", { name })}
        disabled={place === 0}
        onClick={() => order.moveBy(place, -1, "up")}
      >
        <ArrowUp />
      </IconButton>
      <IconButton
        data-order="down"
        label={t("order.down", { name })}
        disabled={place === order.count - 1}
        onClick={() => order.moveBy(place, 1, "down")}
      >
        <ArrowDown />
      </IconButton>
    </>
  );
}

/** Where what was moved is now, for those who do not see it. */
export const OrderNews = ({ order }: { order: Order }) => (
  <p role="status" className="only-for-screen-readers">
    {order.news}
  </p>
);
