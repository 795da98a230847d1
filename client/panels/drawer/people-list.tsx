import Flag from "lucide-react/icons/flag";
import UserPlus from "lucide-react/icons/user-plus";
import Volume2 from "lucide-react/icons/volume-2";
import VolumeX from "lucide-react/icons/volume-x";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AvatarSnapshot } from "../../net/place-snapshot.ts";
import { setMuted, useIsMuted } from "../../state/mutes.ts";
import { usePlace } from "../../state/place-store.ts";
import { openDialog } from "../../state/screen.ts";
import { matchNames } from "../conversation/mention.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import parts from "../parts/parts.module.css";
import { Empty } from "../parts/states.tsx";
import style from "./drawer.module.css";

export function PeopleList() {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const avatars = usePlace((view) => view.avatars);
  const found =
    query === ""
      ? Object.values(avatars).toSorted((a, b) => a.name.localeCompare(b.name))
      : matchNames(Object.values(avatars), query);
  const groups = [
    { kind: "persona", title: t("people.personas") },
    { kind: "person", title: t("people.people") },
  ] as const;
  return (
    <>
      <input
        className={parts.input}
        type="search"
        dir="auto"
        value={query}
        placeholder={t("people.find")}
        aria-label={t("people.find")}
        onChange={(event) => setQuery(event.target.value)}
      />
      {found.length === 0 && (
        <Empty title={t("people.nobody")}>{query !== "" && t("people.nobodyText", { query })}</Empty>
      )}
      {groups.map(({ kind, title }) => {
        const members = found.filter((avatar) => avatar.kind === kind);
        return (
          members.length > 0 && (
            <section key={kind} className={style.group}>
              <h3>
                {title} <span>{members.length}</span>
              </h3>
              <ul>
                {members.map((avatar) => (
                  <PersonRow key={avatar.id} avatar={avatar} />
                ))}
              </ul>
            </section>
          )
        );
      })}
      <Button onClick={() => openDialog({ kind: "editor", personaId: null, draft: null })}>
        <UserPlus aria-hidden /> {t("people.create")}
      </Button>
    </>
  );
}

/** Memoised: somebody in the place changes all the time. */
const PersonRow = memo(function PersonRow({ avatar }: { avatar: AvatarSnapshot }) {
  const { t } = useTranslation();
  const topic = usePlace((view) => view.circles[avatar.circleId]?.topic);
  const isMe = usePlace((view) => view.myId === avatar.id);
  const face = (
    <>
      <MaskChip look={avatar.look} name={avatar.name} size={36} />
      <span className={style.names}>
        <strong dir="auto">{isMe ? t("people.you", { name: avatar.name }) : avatar.name}</strong>
        <span dir="auto">
          {topic ? t("people.inCircle", { topic }) : t(`activity.${activityKey(avatar.activity)}`)}
        </span>
      </span>
    </>
  );
  return (
    <li>
      {avatar.kind === "persona" ? (
        <button
          type="button"
          className={style.row}
          onClick={() => openDialog({ kind: "persona", personaId: avatar.id })}
        >
          {face}
        </button>
      ) : (
        <div className={style.row}>
          {face}
          {!isMe && <PersonActions id={avatar.id} name={avatar.name} />}
        </div>
      )}
    </li>
  );
});

function PersonActions({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const isSilenced = useIsMuted(id);
  return (
    <span className={style.personActions}>
      <IconButton
        label={t(isSilenced ? "mute.unmute" : "mute.mute", { name })}
        aria-pressed={isSilenced}
        onClick={() => setMuted(id, !isSilenced)}
      >
        {isSilenced ? <VolumeX /> : <Volume2 />}
      </IconButton>
      <IconButton
        label={t("report.person", { name })}
        onClick={() => openDialog({ kind: "report", subject: { name, userId: id } })}
      >
        <Flag />
      </IconButton>
    </span>
  );
}

const ACTIVITIES = ["idle", "thinking", "listening", "speaking", "asleep", "muted", "away"] as const;

const activityKey = (activity: string): (typeof ACTIVITIES)[number] =>
  ACTIVITIES.find((known) => known === activity) ?? "idle";
