import AudioLines from "lucide-react/icons/audio-lines";
import Drama from "lucide-react/icons/drama";
import { useTranslation } from "react-i18next";
import type { VoiceStatus } from "../../../schema/messages/voice.ts";
import { nameVoice, nameVoiceShortly } from "../../state/name-voice.ts";
import { usePlace } from "../../state/place-store.ts";
import { openDialog } from "../../state/screen.ts";
import { voiceProgress } from "../../state/voice-progress.ts";
import style from "./edges.module.css";

/** Which model speaks. Rehearsal looks distinct; a model being downloaded shows its progress. */
export function VoiceChip() {
  const { t } = useTranslation();
  const voice = usePlace((view) => view.voice);
  if (voice === null) return null;
  const isRehearsal = voice.kind === "rehearsal";
  const name = nameVoice(voice, t);
  const Icon = isRehearsal ? Drama : AudioLines;
  return (
    <button
      type="button"
      className={style.voice}
      data-rehearsal={isRehearsal || undefined}
      data-bad={voice.problem !== null || undefined}
      aria-label={t("voice.describe", { voice: name })}
      onClick={() => openDialog({ kind: "voice" })}
    >
      <Icon aria-hidden />
      <span className={style.voiceName}>
        <span className={style.wide}>{name}</span>
        <span className={style.narrow}>{nameVoiceShortly(voice, t)}</span>
      </span>
      {voice.arriving && <Arriving arriving={voice.arriving} />}
    </button>
  );
}

function Arriving({ arriving }: { arriving: NonNullable<VoiceStatus["arriving"]> }) {
  const { t, i18n } = useTranslation();
  const progress = voiceProgress(arriving);
  const share = progress === null ? "" : new Intl.NumberFormat(i18n.language, { style: "percent" }).format(progress);
  return (
    <span className={style.arriving}>
      <progress value={progress ?? undefined} max={1} aria-label={t(`voice.steps.${arriving.step}`)} />
      {share || t(`voice.steps.${arriving.step}`)}
    </span>
  );
}
