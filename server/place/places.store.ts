import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Place } from "../../schema/messages/place.ts";
import { StartProblem } from "../database/start-problem.ts";
import { checkPlace } from "./check-place.ts";

/** Every place by id. */
export type Places = ReadonlyMap<string, Place>;

const fail = (file: string, problems: string[]): never => {
  throw new StartProblem(
    `The place file ${file} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}\nCorrect it, or move it out of the folder, and start again.`,
  );
};

const readPlace = async (file: string): Promise<Place> => {
  const text = await readFile(file, "utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return fail(file, [`it is not JSON: ${(error as Error).message}`]);
  }
  const parsed = Place.safeParse(json);
  if (!parsed.success) {
    return fail(
      file,
      parsed.error.issues.map(
        (issue) =>
          `${issue.path.join(".") || "the file"}: ${z.prettifyError({ issues: [{ ...issue, path: [] }] }).replace(/^✖ /, "")}`,
      ),
    );
  }
  const problems = checkPlace(parsed.data);
  return problems.length > 0 ? fail(file, problems) : parsed.data;
};

/**
 * Reads and checks every `*.json` of a folder. Throws a StartProblem that names the file and the path in it
 * when one is invalid, when two share an id, when a portal leads nowhere, or when there is none.
 */
export const readPlaces = async (folder: string): Promise<Places> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  if (names.length === 0)
    throw new StartProblem(`There is no place in ${folder}: put at least one place file (*.json) there.`);
  const places = new Map<string, Place>();
  const fileOf = new Map<string, string>();
  for (const name of names) {
    const file = join(folder, name);
    const place = await readPlace(file);
    if (places.has(place.id)) fail(file, [`id: "${place.id}" is already used by ${fileOf.get(place.id)}`]);
    places.set(place.id, place);
    fileOf.set(place.id, file);
  }
  for (const place of places.values()) {
    const lost = place.portals.findIndex((portal) => !places.has(portal.toPlaceId));
    if (lost >= 0)
      fail(fileOf.get(place.id)!, [`portals.${lost}.toPlaceId: there is no place "${place.portals[lost]!.toPlaceId}"`]);
  }
  return places;
};
