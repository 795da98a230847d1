/** A codebook, and what was coded by it, as files (SPEC C9). */
import type { Codebook } from "../../../schema/messages/session-codebook.ts";
import type { SessionResults, SessionTurn } from "../../../schema/messages/session-results.ts";
import { writeCsv } from "../../../schema/rules/write-csv.ts";
import { escapeXml } from "../../http/escape-xml.ts";
import type { FileAnswer } from "../../http/define-route.ts";
import { writeQdaProject } from "./write-qda-project.ts";

export const CODEBOOK_TYPES = {
  csv: "text/csv; charset=utf-8",
  qdc: "application/xml",
  qdpx: "application/zip",
} as const;
export type CodebookFormat = keyof typeof CODEBOOK_TYPES;

const NAMES: Record<CodebookFormat, string> = { csv: "codings.csv", qdc: "codebook.qdc", qdpx: "codings.qdpx" };

export function exportCodebook(
  codebook: Codebook,
  found: Pick<SessionResults, "id" | "title" | "turns">,
  format: CodebookFormat,
): FileAnswer {
  const write: Record<CodebookFormat, () => string | Uint8Array> = {
    csv: () => writeCodings(codebook, found.turns),
    qdc: () => writeCodebook(codebook),
    qdpx: () => writeQdaProject({ session: found, codebook, turns: found.turns }),
  };
  return { name: NAMES[format], contentType: CODEBOOK_TYPES[format], content: write[format]() };
}

/** A row for each turn, code and coder. */
function writeCodings({ codes, codings, coders }: Codebook, turns: readonly SessionTurn[]): string {
  const codeOf = (id: string) => codes.find((code) => code.id === id)?.name ?? id;
  const coderOf = (id: string) => coders.find((coder) => coder.id === id)?.name ?? id;
  const rows = turns.flatMap(({ id, speakerName, text }, index) =>
    codings
      .filter(({ turnId }) => turnId === id)
      .map(({ codeId, coderId }) => [index + 1, id, speakerName, text, codeOf(codeId), coderOf(coderId)]),
  );
  return writeCsv([["turn", "turnId", "speakerName", "text", "code", "coder"], ...rows]);
}

/** REFI-QDA Codebook 1.0, which programs for qualitative analysis exchange. */
const writeCodebook = ({ codes }: Codebook): string => `<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Dramatis">
  <Codes>
${codes
  .map(
    ({ id, name, description }) =>
      `    <Code guid="${id}" name="${escapeXml(name)}" isCodable="true">${description ? `<Description>${escapeXml(description)}</Description>` : ""}</Code>`,
  )
  .join("\n")}
  </Codes>
</CodeBook>
`;
