import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  LEAST_KEPT_DAYS,
  MOST_KEPT_DAYS,
  type MemoryIndexView,
  type StorageAnswer,
  type StorageKind,
  type StorageView,
} from "../../../schema/messages/storage.ts";
import { formatBytes } from "../../words/format-bytes.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { TextField } from "../parts/field.tsx";
import { Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import style from "./jobs.module.css";
import { useSetRetention, useStorage } from "./storage-api.ts";

/** Disk space by kind of data, its growth, and how long each kind is kept. */
export function StorageTab() {
  const storage = useStorage();
  if (storage.isError) return <Problem error={storage.error} onRetry={() => void storage.refetch()} />;
  return storage.data ? <Kinds storage={storage.data} /> : <Loading />;
}

function Kinds({ storage: { measuredAt, kinds, memoryIndex } }: { storage: StorageAnswer }) {
  const { t } = useTranslation();
  return (
    <>
      <p className={style.notes}>
        {measuredAt === null ? (
          t("operator.notMeasured")
        ) : (
          <>
            {t("operator.measured")} <TimeAgo at={measuredAt} />.
          </>
        )}{" "}
        {t("operator.storageLead")}
      </p>
      <MemoryIndex index={memoryIndex} />
      <ul className={style.jobs}>
        {kinds.map((kind) => (
          <KindCard key={kind.kind} storage={kind} isMeasured={measuredAt !== null} />
        ))}
      </ul>
    </>
  );
}

function MemoryIndex({ index: { store, problem, waiting } }: { index: MemoryIndexView }) {
  const { t } = useTranslation();
  if (problem !== null)
    return (
      <p className={style.problem} role="status">
        {t("operator.memoriesUnavailable", { problem })}
      </p>
    );
  return (
    <p className={style.notes}>
      {t(store === "weaviate" ? "operator.memoriesInWeaviate" : "operator.memoriesInEmbedded")}{" "}
      {waiting > 0 && t("operator.memoriesWaiting", { count: waiting })}
    </p>
  );
}

function KindCard({ storage, isMeasured }: { storage: StorageView; isMeasured: boolean }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const { kind, bytes, growthBytes, growthSince, keepDays } = storage;
  const sizeOf = (count: number) => formatBytes(Math.abs(count), i18n.language);
  const name = t(`operator.storageKinds.${kind}`);
  return (
    <li className={style.job} aria-labelledby={id}>
      <div className={style.head}>
        <h3 id={id}>{name}</h3>
        {isMeasured && <span className={style.status}>{sizeOf(bytes)}</span>}
      </div>
      {growthBytes !== null && growthSince !== null && (
        <p className={style.notes}>
          {growthBytes < 0
            ? t("operator.shrank", { size: sizeOf(growthBytes) })
            : t("operator.grew", { size: sizeOf(growthBytes) })}{" "}
          <TimeAgo at={growthSince} />
        </p>
      )}
      {kind === "uploads" ? (
        <p className={style.notes}>{t("operator.uploadsKept")}</p>
      ) : (
        <Retention kind={kind} keepDays={keepDays} />
      )}
    </li>
  );
}

/** How many days a kind of data is kept. */
function Retention({ kind, keepDays }: { kind: StorageKind; keepDays: number | null }) {
  const { t } = useTranslation();
  const [text, setText] = useState(keepDays === null ? "" : String(keepDays));
  const set = useSetRetention(kind);
  const least = LEAST_KEPT_DAYS[kind];
  const wanted = text.trim() === "" ? null : Number(text);
  const isPossible = wanted === null || (Number.isInteger(wanted) && wanted >= least && wanted <= MOST_KEPT_DAYS);
  const name = t(`operator.storageKinds.${kind}`);
  return (
    <>
      <form
        className={style.keep}
        onSubmit={(event) => {
          event.preventDefault();
          if (isPossible && !set.isPending) set.mutate(wanted);
        }}
      >
        <TextField
          label={t("operator.keepDaysOf", { name })}
          value={text}
          inputMode="numeric"
          hint={t(`operator.keptWhat.${kind}`)}
          error={isPossible ? null : t("operator.keepDaysWrong", { least, most: MOST_KEPT_DAYS })}
          onText={setText}
        />
        <Button
          type="submit"
          aria-label={t("operator.setRetentionOf", { name })}
          aria-disabled={!isPossible || wanted === keepDays}
        >
          {t("save")}
        </Button>
      </form>
      {set.isError && (
        <p className={style.problem} role="alert">
          {problemText(set.error, t)}
        </p>
      )}
    </>
  );
}
