import { useTranslation } from "react-i18next";
import type { MemoryStatus, VoiceStatus } from "../../../schema/messages/voice.ts";
import { isSmallVoice, nameVoice } from "../../state/name-voice.ts";
import { usePlace } from "../../state/place-store.ts";
import { voiceProgress } from "../../state/voice-progress.ts";
import { formatBytes } from "../../words/format-bytes.ts";
import { messageText } from "../../words/message-text.ts";
import { PageLinks } from "../money/page-links.tsx";
import { Modal } from "../parts/modal.tsx";
import { Loading } from "../parts/states.tsx";
import style from "./voice.module.css";

/** Which model speaks here, what is being downloaded, and how to connect another. */
export function VoiceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const voice = usePlace((view) => view.voice);
  return (
    <Modal title={t("voice.title")} onClose={onClose}>
      {voice === null ? <Loading lines={2} /> : <VoiceStanding voice={voice} />}
      {voice && <MemoryStanding memory={voice.memory} />}
      <section className={style.connect}>
        <h3>{t("voice.connect")}</h3>
        {voice && isSmallVoice(voice) && <p>{t("voice.small")}</p>}
        <p>{t("voice.connectText")}</p>
        <ul>
          <li>
            <code>OPENAI_API_KEY</code> · <code>ANTHROPIC_API_KEY</code> {t("voice.keys")}
          </li>
          <li>
            <code>OPENAI_BASE_URL</code> · <code>OLLAMA_URL</code> · <code>VLLM_URL</code> {t("voice.endpoints")}
          </li>
          <li>
            <code>MODEL_FILE</code> {t("voice.file")}
          </li>
          <li>
            <code>EMBEDDING_MODEL</code> · <code>EMBEDDING_FILE</code> {t("voice.embedding")}
          </li>
        </ul>
        <p>{t("voice.doctor")}</p>
      </section>
      <PageLinks />
    </Modal>
  );
}

function VoiceStanding({ voice }: { voice: VoiceStatus }) {
  const { t } = useTranslation();
  return (
    <section className={style.now} data-rehearsal={voice.kind === "rehearsal" || undefined}>
      <h3>{nameVoice(voice, t)}</h3>
      <p>{t(`voice.kinds.${voice.kind}`)}</p>
      {voice.kind !== "rehearsal" && (
        <p>
          <code>{voice.route}</code>
        </p>
      )}
      {voice.arriving && <Arrival arriving={voice.arriving} />}
      {voice.problem && (
        <p className={style.problem} role="alert">
          {voice.problem && messageText(voice.problemMessage, voice.problem)}
        </p>
      )}
    </section>
  );
}

function MemoryStanding({ memory }: { memory: MemoryStatus }) {
  const { t } = useTranslation();
  return (
    <section className={style.now}>
      <h3>{t("voice.memory")}</h3>
      <p>{t(memory.model ? "voice.byMeaning" : "voice.byWords")}</p>
      {memory.model && (
        <p>
          <code>{memory.model}</code>
        </p>
      )}
      {memory.arriving && <Arrival arriving={memory.arriving} />}
      {memory.problem && (
        <p className={style.problem} role="alert">
          {messageText(memory.problem, "")}
        </p>
      )}
    </section>
  );
}

function Arrival({ arriving }: { arriving: NonNullable<VoiceStatus["arriving"]> }) {
  const { t, i18n } = useTranslation();
  const bytes = (count: number) => formatBytes(count, i18n.language);
  const amount = arriving.totalBytes
    ? t("voice.received", { received: bytes(arriving.receivedBytes), total: bytes(arriving.totalBytes) })
    : "";
  return (
    <div className={style.arrival}>
      <label>
        {t("voice.arriving", { model: arriving.model, step: t(`voice.steps.${arriving.step}`) })}
        <progress value={voiceProgress(arriving) ?? undefined} max={1} />
      </label>
      <p>{amount}</p>
    </div>
  );
}
