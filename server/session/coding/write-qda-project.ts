/** What was coded by hand as a REFI-QDA project 1.0 (`.qdpx`), which programs for qualitative analysis open (SPEC C9). */
import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import type { Codebook } from "../../../schema/messages/session-codebook.ts";
import type { SessionTurn } from "../../../schema/messages/session-results.ts";
import { escapeXml } from "../../http/escape-xml.ts";

type Coded = {
  session: { id: string; title: string };
  codebook: Pick<Codebook, "codes" | "codings" | "coders">;
  turns: readonly SessionTurn[];
};

/** Positions count Unicode code points, as the format does; `end` is the one after the last. */
type Said = { id: string; start: number; end: number };

/** A zip of `project.qde`, with codes, coders and what each coded, and of the transcript as the one source. */
export function writeQdaProject(coded: Coded): Uint8Array {
  const { text, said } = writeTranscript(coded.turns);
  const sourceId = guidOf("transcript", coded.session.id);
  return zipSync({
    "project.qde": strToU8(writeProject(coded, said, sourceId)),
    [`sources/${sourceId}.txt`]: strToU8(text),
  });
}

function writeTranscript(turns: readonly SessionTurn[]): { text: string; said: Said[] } {
  let text = "";
  let at = 0;
  const add = (piece: string): void => {
    text += piece;
    at += [...piece].length;
  };
  const said = turns.map(({ id, speakerName, text: words }) => {
    add(`${speakerName}:\n`);
    const start = at;
    // Some readers count a carriage return with its line feed as one character, others as two.
    add(words.replace(/\r\n?/g, "\n"));
    const end = at;
    add("\n\n");
    return { id, start, end };
  });
  return { text, said };
}

/** The schema has no empty lists. */
const list = (name: string, items: readonly string[]): string =>
  items.length === 0 ? "" : `<${name}>\n${items.join("\n")}\n</${name}>\n`;

function writeProject({ session, codebook, turns }: Coded, said: readonly Said[], sourceId: string): string {
  const users = codebook.coders.map(({ id, name }) => `<User guid="${guidOf("user", id)}" name="${escapeXml(name)}"/>`);
  const codes = codebook.codes.map(
    ({ id, name, description }) =>
      `<Code guid="${guidOf("code", id)}" name="${escapeXml(name)}" isCodable="true">${description ? `<Description>${escapeXml(description)}</Description>` : ""}</Code>`,
  );
  const selections = said.flatMap(({ id, start, end }, index) => {
    const codings = codebook.codings.filter(({ turnId }) => turnId === id);
    if (codings.length === 0) return [];
    const speaker = escapeXml(turns[index]!.speakerName);
    return [
      `<PlainTextSelection guid="${guidOf("selection", id)}" name="${speaker} ${index + 1}" startPosition="${start}" endPosition="${end}">`,
      ...codings.map(
        ({ codeId, coderId }) =>
          `<Coding guid="${guidOf("coding", id, codeId, coderId)}" creatingUser="${guidOf("user", coderId)}"><CodeRef targetGUID="${guidOf("code", codeId)}"/></Coding>`,
      ),
      "</PlainTextSelection>",
    ];
  });
  const title = escapeXml(session.title);
  return `<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="${title}" origin="Dramatis">
${list("Users", users)}${codes.length > 0 ? `<CodeBook>\n${list("Codes", codes)}</CodeBook>\n` : ""}<Sources>
<TextSource guid="${sourceId}" name="${title}" plainTextPath="internal://${sourceId}.txt">
${selections.join("\n")}
</TextSource>
</Sources>
</Project>
`;
}

const HEX_GROUPS = /^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/;

/** The same each time, so that a project that is saved again is recognised; each thing has another. */
const guidOf = (...parts: string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").replace(HEX_GROUPS, "$1-$2-$3-$4-$5");
