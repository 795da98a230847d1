import { lazy } from "react";
import { closeDialog, useScreen } from "../state/screen.ts";
import { loadPageWords } from "../words/start-words.ts";
import { InviteDialog } from "./circles/invite-dialog.tsx";
import { OpenCircleDialog } from "./circles/open-circle-dialog.tsx";
import { LinkDialog } from "./conversation/link-dialog.tsx";
import { KeysDialog } from "./keys/keys-dialog.tsx";
import { MapDialog } from "./map/map-dialog.tsx";
import { PersonaCard } from "./personas/persona-card.tsx";
import { SettingsDialog } from "./settings/settings-dialog.tsx";
import { VoiceDialog } from "./voice/voice-dialog.tsx";

const PageDialog = lazy(async () => {
  const [page] = await Promise.all([import("./money/page-dialog.tsx"), loadPageWords()]);
  return { default: page.PageDialog };
});
const PersonaEditor = lazy(async () => ({ default: (await import("./editor/persona-editor.tsx")).PersonaEditor }));

export function OpenDialog() {
  const dialog = useScreen((screen) => screen.dialog);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case "open-circle":
      return <OpenCircleDialog onClose={closeDialog} />;
    case "invite":
      return <InviteDialog circleId={dialog.circleId} onClose={closeDialog} />;
    case "persona":
      return <PersonaCard personaId={dialog.personaId} onClose={closeDialog} />;
    case "editor":
      return <PersonaEditor personaId={dialog.personaId} copyOf={dialog.draft} onClose={closeDialog} />;
    case "link":
      return <LinkDialog address={dialog.address} onClose={closeDialog} />;
    case "map":
      return <MapDialog onClose={closeDialog} />;
    case "keys":
      return <KeysDialog onClose={closeDialog} />;
    case "voice":
      return <VoiceDialog onClose={closeDialog} />;
    case "settings":
      return <SettingsDialog onClose={closeDialog} />;
    case "page":
      return <PageDialog page={dialog.page} />;
  }
}
