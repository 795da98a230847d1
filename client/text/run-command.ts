/** Does what a command says, by the same intents as everything else, and answers in lines of text. */
import i18next, { type TFunction } from "i18next";
import { GESTURES } from "../../schema/messages/room-messages.ts";
import { followCircle } from "../state/follow-circle.ts";
import { positionOf, requestIntent, sendIntent } from "../state/intents.ts";
import { usePlace } from "../state/place-store.ts";
import { openDialog, toggleTextView } from "../state/screen.ts";
import { untilSeated } from "../state/until-seated.ts";
import { problemText } from "../words/problem-text.ts";
import { describeCircles, describeSurroundings, describeWho } from "./describe.ts";
import { circleNamed, mateNamed, NotUnderstood, personaNamed } from "./named.ts";
import type { Command } from "./parse-command.ts";
import { goTo } from "./go-to.ts";
import { describeDraft, describeTranscript } from "./describe-transcript.ts";
import { raiseBudget, tellBudgets, tellCost } from "./run-money-command.ts";
import { steer } from "./steer.ts";

export async function runCommand(command: Command, t: TFunction): Promise<string[]> {
  try {
    return await run(command, t);
  } catch (error) {
    return [error instanceof NotUnderstood ? error.message : problemText(error, t)];
  }
}

async function run(command: Command, t: TFunction): Promise<string[]> {
  const view = usePlace.getState();
  switch (command.verb) {
    case "nothing":
      return [];
    case "steer":
      return steer(command.steering, t);
    case "draft":
      return describeDraft(view, t);
    case "read":
      return describeTranscript(view, t);
    case "look":
      return describeSurroundings(view, positionOf, t);
    case "who":
      return describeWho(view, positionOf, t);
    case "circles":
      return describeCircles(view, positionOf(view.myId) ?? { x: 0, z: 0 }, t);
    case "go":
      return goTo(command.target, t);
    case "join": {
      const circle = circleNamed(command.target, t);
      await requestIntent("join-circle", { circleId: circle.id });
      await untilSeated(circle.id);
      return [t("text.joined", { topic: circle.topic })];
    }
    case "leave":
      await requestIntent("leave-circle", {});
      await untilSeated("");
      return [t("text.left")];
    case "follow":
      followCircle(circleNamed(command.target, t).id);
      return [t("text.following")];
    case "say":
      await requestIntent("say", { text: command.text });
      return [];
    case "open": {
      const { circleId } = await requestIntent("open-circle", {
        topic: command.topic,
        kind: "chat",
        private: command.isPrivate,
        language: i18next.language,
      });
      await untilSeated(circleId);
      return [t("text.opened", { topic: command.topic })];
    }
    case "talk": {
      const persona = personaNamed(command.target, t);
      const { circleId } = await requestIntent("talk-to", { personaId: persona.id, language: i18next.language });
      await untilSeated(circleId);
      return [t("text.talking", { name: persona.name })];
    }
    case "invite": {
      const persona = personaNamed(command.target, t);
      await requestIntent("invite", { personaId: persona.id });
      return [t("text.invited", { name: persona.name })];
    }
    case "dismiss": {
      const persona = mateNamed(command.target, t);
      await requestIntent("dismiss", { personaId: persona.id });
      return [t("text.dismissed", { name: persona.name })];
    }
    case "card":
      openDialog({ kind: "persona", personaId: personaNamed(command.target, t).id });
      return [];
    case "create":
      openDialog({ kind: "editor", personaId: null, draft: null });
      return [];
    case "gesture": {
      const gesture = GESTURES.find((known) => known === command.target.toLowerCase());
      if (!gesture) return [t("text.gestures", { names: GESTURES.join(", ") })];
      sendIntent("gesture", { gesture });
      return [t("text.gestured")];
    }
    case "cost":
      return tellCost(t);
    case "budgets":
      return tellBudgets(t);
    case "raise":
      return raiseBudget(command.limitNano, t);
    case "usage":
    case "operator":
      openDialog({ kind: "page", page: command.verb });
      return [];
    case "map":
      openDialog({ kind: "map" });
      return [];
    case "keys":
      openDialog({ kind: "keys" });
      return [];
    case "world":
      toggleTextView();
      return [];
    case "help":
      return t("text.help").split("\n");
    case "incomplete":
      return [t("text.incomplete", { verb: command.of })];
    case "unknown":
      return [
        command.nearest
          ? t("text.meant", { word: command.word, nearest: command.nearest })
          : t("text.unknown", { word: command.word }),
      ];
  }
}
