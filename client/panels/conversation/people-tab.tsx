import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import style from "./conversation.module.css";
import { ShareOfTalk } from "./share-of-talk.tsx";
import { TalkCharacter } from "./talk-character.tsx";

type PeopleTabProps = { circle: CircleSnapshot; isMember: boolean; maySteer: boolean };

/** Who is there and how much they speak; for facilitators also whether they stay themselves. All of it scrolls together. */
export const PeopleTab = ({ circle, isMember, maySteer }: PeopleTabProps) => (
  <div className={style.people}>
    <ShareOfTalk circle={circle} isMember={isMember} mayDismiss={maySteer} />
    <TalkCharacter circleId={circle.id} />
  </div>
);
