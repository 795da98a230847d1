/** Auto and manual mode by typed commands: the same steering as the panel's buttons (SPEC C5). */
import type { TFunction } from "i18next";
import type { Steer } from "../../schema/messages/room-messages.ts";
import { requestIntent } from "../state/intents.ts";
import { usePlace } from "../state/place-store.ts";
import { memberNamed } from "./named.ts";
import type { SteerCommand } from "./parse-command.ts";

export async function steer(command: SteerCommand, t: TFunction): Promise<string[]> {
  const { avatars, myId } = usePlace.getState();
  const circleId = avatars[myId]?.circleId ?? "";
  if (circleId === "") return [t("text.notInCircle")];
  await requestIntent("steer", toIntent(circleId, command, t));
  return [t("text.done")];
}

function toIntent(circleId: string, command: SteerCommand, t: TFunction): Steer {
  switch (command.verb) {
    case "auto":
    case "manual":
      return { circleId, action: "set-mode", mode: command.verb };
    case "speak":
      return { circleId, action: "send-draft" };
    case "choose":
      return { circleId, action: "choose-speaker", speakerId: memberNamed(command.target, t).id };
    case "edit":
      return { circleId, action: "edit-draft", text: command.text };
    case "speed":
      return { circleId, action: "set-speed", speed: command.speed };
    case "pause":
    case "resume":
    case "stop":
    case "next":
    case "skip":
      return { circleId, action: command.verb };
  }
}
