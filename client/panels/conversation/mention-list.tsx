import { useTranslation } from "react-i18next";
import type { AvatarSnapshot } from "../../net/place-snapshot.ts";
import { MaskChip } from "../parts/mask-chip.tsx";
import style from "./conversation.module.css";

type MentionListProps = { id: string; avatars: AvatarSnapshot[]; chosenId: string; onChoose: (name: string) => void };

/** Focus stays in the message box, which refers to the chosen option by aria-activedescendant. */
export function MentionList({ id, avatars, chosenId, onChoose }: MentionListProps) {
  const { t } = useTranslation();
  return (
    <ul id={id} className={style.mentions} role="listbox" aria-label={t("conversation.mention")}>
      {avatars.map((avatar) => (
        <li
          key={avatar.id}
          id={`${id}-${avatar.id}`}
          role="option"
          aria-selected={avatar.id === chosenId}
          // The press must not take the focus from the box.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(avatar.name)}
        >
          <MaskChip look={avatar.look} name={avatar.name} size={24} />
          <bdi>{avatar.name}</bdi>
        </li>
      ))}
    </ul>
  );
}
