import { Menu } from "@base-ui/react/menu";
import SmilePlus from "lucide-react/icons/smile-plus";
import { useTranslation } from "react-i18next";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import type { Turn } from "../../state/transcript.ts";
import { IconButton } from "../parts/button.tsx";
import { OFFERED_REACTIONS } from "../parts/reactions/offered-reactions.ts";
import { ReactionIcon } from "../parts/reactions/reaction-icon.tsx";
import { useReactionName } from "../parts/reactions/use-reaction-name.ts";
import style from "./conversation.module.css";

export function Reactions({ turn, canReact }: { turn: Turn; canReact: boolean }) {
  const { t } = useTranslation();
  const nameOf = useReactionName();
  const myId = usePlace((view) => view.myId);
  const reactions = Object.entries(turn.reactions);
  if (reactions.length === 0) return null;
  return (
    <div className={style.reactions}>
      {reactions.map(([emoji, userIds]) => (
        <button
          key={emoji}
          type="button"
          className={style.reaction}
          disabled={!canReact}
          aria-pressed={userIds.includes(myId)}
          aria-label={t("conversation.reactedWith", { reaction: nameOf(emoji), count: userIds.length })}
          onClick={() => react(turn.id, emoji)}
        >
          <ReactionIcon emoji={emoji} /> {userIds.length}
        </button>
      ))}
    </div>
  );
}

export function ReactionMenu({ turnId }: { turnId: string }) {
  const { t } = useTranslation();
  const nameOf = useReactionName();
  return (
    <Menu.Root>
      <Menu.Trigger
        render={
          <IconButton label={t("conversation.react")}>
            <SmilePlus />
          </IconButton>
        }
      />
      <Menu.Portal>
        <Menu.Positioner side="top" className={style.menuPosition}>
          <Menu.Popup className={style.emojis}>
            {OFFERED_REACTIONS.map((emoji) => (
              <Menu.Item
                key={emoji}
                className={style.emoji}
                aria-label={nameOf(emoji)}
                title={nameOf(emoji)}
                onClick={() => react(turnId, emoji)}
              >
                <ReactionIcon emoji={emoji} />
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function react(turnId: string, emoji: string): void {
  void tryIntent("react", { turnId, emoji });
}
