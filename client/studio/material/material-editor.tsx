import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { PICTURE_TYPES, PictureAdded, type Material } from "../../../schema/messages/session-material.ts";
import { ChoiceField, Field, TextAreaField, TextField } from "../../panels/parts/field.tsx";
import { callApi } from "../../state/call-api.ts";
import { problemText } from "../../words/problem-text.ts";
import { sessionPath } from "../sessions-api.ts";
import { MaterialView } from "./material-view.tsx";

const EMPTY: Record<Material["kind"], Material> = {
  text: { kind: "text", text: "" },
  link: { kind: "link", url: "https://", label: "" },
  picture: { kind: "picture", pictureId: "", description: "" },
};
const KINDS = ["none", "text", "link", "picture"] as const;

type MaterialEditorProps = {
  sessionId: string;
  /** Counted from 1. */
  section: number;
  material: Material | undefined;
  onChange: (material: Material | undefined) => void;
};

/** What a section shows to all. */
export function MaterialEditor({ sessionId, section, material, onChange }: MaterialEditorProps) {
  const { t } = useTranslation("studio");
  return (
    <>
      <ChoiceField
        label={t("plan.material", { number: section })}
        value={material?.kind ?? "none"}
        options={KINDS.map((value) => ({ value, label: t(`plan.materialKinds.${value}`) }))}
        onChoose={(kind) => onChange(kind === "none" ? undefined : EMPTY[kind])}
      />
      {material?.kind === "text" && (
        <TextAreaField
          label={t("plan.materialText")}
          rows={3}
          maxLength={2000}
          value={material.text}
          onText={(text) => onChange({ ...material, text })}
        />
      )}
      {material?.kind === "link" && (
        <>
          <TextField
            label={t("plan.materialAddress")}
            type="url"
            maxLength={2000}
            value={material.url}
            onText={(url) => onChange({ ...material, url })}
          />
          <TextField
            label={t("plan.materialLabel")}
            maxLength={120}
            value={material.label}
            onText={(label) => onChange({ ...material, label })}
          />
        </>
      )}
      {material?.kind === "picture" && <PictureEditor sessionId={sessionId} picture={material} onChange={onChange} />}
    </>
  );
}

type PictureMaterial = Extract<Material, { kind: "picture" }>;
type PictureEditorProps = { sessionId: string; picture: PictureMaterial; onChange: (picture: PictureMaterial) => void };

function PictureEditor({ sessionId, picture, onChange }: PictureEditorProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const add = useMutation({
    mutationFn: (file: File) =>
      callApi(sessionPath(sessionId, "/pictures"), {
        method: "POST",
        body: file,
        read: (answer) => PictureAdded.parse(answer),
      }),
    onSuccess: ({ pictureId }) => onChange({ ...picture, pictureId }),
  });
  return (
    <>
      <Field label={t("plan.materialFile")} error={add.isError ? problemText(add.error, common) : null}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept={PICTURE_TYPES.join(",")}
            disabled={add.isPending}
            onChange={({ currentTarget: { files } }) => files?.[0] && add.mutate(files[0])}
          />
        )}
      </Field>
      <TextField
        label={t("plan.materialDescription")}
        maxLength={300}
        value={picture.description}
        onText={(description) => onChange({ ...picture, description })}
      />
      {picture.pictureId && <MaterialView sessionId={sessionId} material={picture} />}
    </>
  );
}
