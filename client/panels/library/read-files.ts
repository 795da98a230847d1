import { MOST_FILE_MIB, readPersonaFile, type ReadPersona } from "../../../schema/rules/card/read-persona-file.ts";
import { message } from "../../../schema/messages/message.ts";

/** A folder of cards may be large; each file is a persona that somebody has to look at. */
export const MOST_FILES = 200;

/** `note`: shown beside it. */
export type FileRead = { fileName: string; read: ReadPersona; note?: string };

/**
 * Personas in the files that may hold one, one file at a time.
 * @param visitor what stands for `{{user}}`
 * @param onRead called after each
 */
export async function readFiles(
  files: readonly File[],
  visitor: string,
  onRead: (one: FileRead) => void,
): Promise<void> {
  for (const file of files) {
    const isTooLarge = file.size > MOST_FILE_MIB * 1024 * 1024;
    const read: ReadPersona = isTooLarge
      ? { problem: message("card-too-large", { mebibytes: MOST_FILE_MIB }) }
      : readPersonaFile(new Uint8Array(await file.arrayBuffer()), visitor);
    onRead({ fileName: file.name, read });
  }
}

/** A folder also holds other things. */
export const isPersonaFile = ({ name }: Pick<File, "name">): boolean => /\.(?:json|png)$/i.test(name);
