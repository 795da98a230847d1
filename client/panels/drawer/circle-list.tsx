import CirclePlus from "lucide-react/icons/circle-plus";
import Lock from "lucide-react/icons/lock";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { followCircle } from "../../state/follow-circle.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { closeDrawer, openDialog } from "../../state/screen.ts";
import { useUnreadCounts } from "../history/history-api.ts";
import { UnreadCount } from "../history/unread-count.tsx";
import { Button } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import { Empty } from "../parts/states.tsx";
import style from "./drawer.module.css";

export function CircleList() {
  const { t } = useTranslation();
  const circles = usePlace((view) => view.circles);
  const isVisitor = usePlace((view) => view.role === "visitor");
  const all = Object.values(circles);
  const unread = useUnreadCounts().data;
  const open = isVisitor && (
    <Button look={all.length === 0 ? "primary" : "plain"} onClick={() => openDialog({ kind: "open-circle" })}>
      <CirclePlus aria-hidden /> {t("openCircle.title")}
    </Button>
  );
  if (all.length === 0) {
    return (
      <Empty title={t("circles.none")} actions={open}>
        {t("circles.noneText")}
      </Empty>
    );
  }
  return (
    <>
      <ul className={style.cards}>
        {all.map((circle) => (
          <CircleRow key={circle.id} circle={circle} unreadCount={unread?.get(circle.id) ?? 0} />
        ))}
      </ul>
      {open}
    </>
  );
}

type CircleRowProps = { circle: CircleSnapshot; unreadCount: number };

const CircleRow = memo(function CircleRow({ circle, unreadCount }: CircleRowProps) {
  const { t } = useTranslation();
  return (
    <li className={style.card}>
      <h3>
        {circle.isPrivate && <Lock size={14} aria-label={t("circle.private")} />} <bdi>{circle.topic}</bdi>{" "}
        <UnreadCount count={unreadCount} />
      </h3>
      <p>
        {t(`kinds.${circle.kind}`)} · {t(`circle.status.${circle.status}`)}
      </p>
      <div className={style.members}>
        {circle.members.map((id) => (
          <Member key={id} id={id} />
        ))}
      </div>
      <JoinButton circle={circle} />
    </li>
  );
});

function Member({ id }: { id: string }) {
  const name = usePlace((view) => view.avatars[id]?.name ?? "");
  const look = usePlace((view) => view.avatars[id]?.look ?? null);
  return (
    <span title={name}>
      <MaskChip look={look} name={name} size={26} />
      <span className="only-for-screen-readers">{name}</span>
    </span>
  );
}

function JoinButton({ circle }: { circle: CircleSnapshot }) {
  const { t } = useTranslation();
  const isMine = usePlace((view) => circle.members.includes(view.myId));
  const isVisitor = usePlace((view) => view.role === "visitor");
  const isFollowed = usePlace((view) => view.followedCircleId === circle.id);
  if (!isVisitor) {
    const follow = () => {
      followCircle(isFollowed ? null : circle.id);
      closeDrawer();
    };
    return <Button onClick={follow}>{isFollowed ? t("circle.unfollow") : t("circle.follow")}</Button>;
  }
  if (isMine) return <Button onClick={() => void tryIntent("leave-circle", {})}>{t("circle.leave")}</Button>;
  const join = async () => {
    if (await tryIntent("join-circle", { circleId: circle.id })) closeDrawer();
  };
  return <Button onClick={() => void join()}>{t("circle.join")}</Button>;
}
