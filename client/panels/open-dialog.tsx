import { lazy } from "react";
import { closeDialog, useScreen } from "../state/screen.ts";
import { loadPageWords } from "../words/start-words.ts";
import { InviteDialog } from "./circles/invite-dialog.tsx";
import { OpenCircleDialog } from "./circles/open-circle-dialog.tsx";
import { LinkDialog } from "./conversation/link-dialog.tsx";
import { KeysDialog } from "./keys/keys-dialog.tsx";
import { MapDialog } from "./map/map-dialog.tsx";
import { ReportDialog } from "./people/report-dialog.tsx";
import { SettingsDialog } from "./settings/settings-dialog.tsx";
import { VoiceDialog } from "./voice/voice-dialog.tsx";

const PersonaEditor = lazy(async () => {
  const [editor] = await Promise.all([import("./editor/persona-editor.tsx"), loadPageWords()]);
  return { default: editor.PersonaEditor };
});
const VaryDialog = lazy(async () => {
  const [vary] = await Promise.all([import("./personas/vary-dialog.tsx"), loadPageWords()]);
  return { default: vary.VaryDialog };
});

const WordingsDialog = lazy(async () => {
  const [wordings] = await Promise.all([import("./history/wordings-dialog.tsx"), loadPageWords()]);
  return { default: wordings.WordingsDialog };
});

const PersonaCard = lazy(async () => {
  const [card] = await Promise.all([import("./personas/persona-card.tsx"), loadPageWords()]);
  return { default: card.PersonaCard };
});

/** Those that are about nothing in particular. */
const PLAIN = {
  "open-circle": OpenCircleDialog,
  map: MapDialog,
  keys: KeysDialog,
  voice: VoiceDialog,
  settings: SettingsDialog,
};

export function OpenDialog() {
  const dialog = useScreen((screen) => screen.dialog);
  if (dialog === null) return null;
  switch (dialog.kind) {
    case "invite":
      return <InviteDialog circleId={dialog.circleId} onClose={closeDialog} />;
    case "persona":
      return <PersonaCard personaId={dialog.personaId} onClose={closeDialog} />;
    case "editor":
      return (
        <PersonaEditor
          personaId={dialog.personaId}
          copyOf={dialog.draft}
          originId={dialog.originId ?? null}
          onClose={closeDialog}
        />
      );
    case "vary":
      return <VaryDialog personaId={dialog.personaId} onClose={closeDialog} />;
    case "link":
      return <LinkDialog address={dialog.address} onClose={closeDialog} />;
    case "report":
      return <ReportDialog subject={dialog.subject} onClose={closeDialog} />;
    case "wordings":
      return <WordingsDialog circleId={dialog.circleId} turnId={dialog.turnId} onClose={closeDialog} />;
    default: {
      const Plain = PLAIN[dialog.kind];
      return <Plain onClose={closeDialog} />;
    }
  }
}
