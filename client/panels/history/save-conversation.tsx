import { useTranslation } from "react-i18next";
import { EXPORT_FORMATS, type Conversation } from "../../../schema/messages/conversation.ts";
import { callBytes } from "../../state/call-api.ts";
import { saveFile } from "../../state/save-file.ts";
import { problemText } from "../../words/problem-text.ts";
import { SaveMenu } from "../parts/save-menu.tsx";

type Named = Pick<Conversation, "circleId" | "title">;

/** Saves a conversation as a file, made by the server (SPEC C8). */
export function SaveConversation({ circleId, title }: Named) {
  const { t } = useTranslation();
  return (
    <SaveMenu
      label={t("history.save")}
      formats={EXPORT_FORMATS}
      nameOf={(format) => t(`history.formats.${format}`)}
      save={async (format) => {
        const file = await callBytes(`conversations/${encodeURIComponent(circleId)}/export?format=${format}`);
        saveFile(`${title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}.${format}`, file, "application/octet-stream");
      }}
      problemOf={(error) => problemText(error, t)}
    />
  );
}
