import { useState } from "react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { MAX_REASON_LENGTH } from "../../../schema/messages/report-length.ts";
import { callApi } from "../../state/call-api.ts";
import { showNotice } from "../../state/place-store.ts";
import type { ReportSubject } from "../../state/screen.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { TextAreaField } from "../parts/field.tsx";
import { Modal } from "../parts/modal.tsx";
import style from "./people.module.css";

/** Reports something that was said, or a person, to the admins (SPEC A6). */
export function ReportDialog({ subject, onClose }: { subject: ReportSubject; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const isTooLong = reason.trim().length > MAX_REASON_LENGTH;
  const report = useMutation({
    mutationFn: () => {
      const about = "turnId" in subject ? { turnId: subject.turnId } : { userId: subject.userId };
      return callApi("reports", { method: "POST", body: { ...about, reason: reason.trim() }, read: () => null });
    },
    onSuccess() {
      showNotice({ code: "reported", level: "info", text: t("report.sent") });
      onClose();
    },
  });
  return (
    <Modal
      title={t("report.title", { name: subject.name })}
      onClose={onClose}
      actions={
        <Button look="primary" disabled={report.isPending || isTooLong} onClick={() => report.mutate()}>
          {t("report.send")}
        </Button>
      }
    >
      {"quote" in subject && (
        <blockquote className={style.quote} dir="auto">
          {subject.quote}
        </blockquote>
      )}
      <TextAreaField
        label={t("report.reason")}
        hint={t("report.hint", { name: subject.name })}
        value={reason}
        maxLength={MAX_REASON_LENGTH}
        rows={3}
        autoFocus
        onText={setReason}
      />
      {report.isError && (
        <p className={style.problem} role="alert">
          {problemText(report.error, t)}
        </p>
      )}
    </Modal>
  );
}
