/** Pictures that the guide of a session shows (SPEC C9). */
import { z } from "zod";
import { message } from "../../../schema/messages/message.ts";
import { MAX_PICTURE_BYTES, PICTURE_TYPES, PictureAdded } from "../../../schema/messages/session-material.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { refuse, type Sessions } from "../sessions.ts";
import { MAX_MEGABYTES_OF_PERSON, MAX_PICTURES, type PictureStore } from "./pictures.store.ts";
import { readPicture } from "./read-picture.ts";
import { withoutMetadata } from "./without-metadata.ts";

const area = "Sessions";
const access = "signed-in";
const id = z.string().min(1).max(100);

export const sessionPictureRoutes = (sessions: Pick<Sessions, "find">, pictures: PictureStore): Route[] => [
  defineRoute(
    {
      method: "post",
      path: "/api/sessions/:id/pictures",
      summary: "Add a PNG or JPEG of at most 2 MB for a section to show; one that no section shows goes after a day",
      area,
      access,
      status: 201,
      params: z.object({ id }),
      upload: { types: PICTURE_TYPES, maxBytes: MAX_PICTURE_BYTES },
      answer: PictureAdded,
    },
    async ({ scope, params, bytes }) => {
      await sessions.find(scope, params.id);
      const contentType = readPicture(bytes);
      if (!contentType) throw refuse(422, message("no-picture"));
      const content = Buffer.from(withoutMetadata(bytes, contentType));
      const added = await pictures.add(scope, params.id, { contentType, content });
      if ("id" in added) return { pictureId: added.id };
      throw refuse(
        409,
        added.full === "session"
          ? message("session-pictures-full", { count: MAX_PICTURES })
          : message("pictures-limit", { megabytes: MAX_MEGABYTES_OF_PERSON }),
      );
    },
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/sessions/:id/pictures/:pictureId",
      summary: "A picture: for its facilitators, and for who was let in while its section runs",
      area,
      access,
      params: z.object({ id, pictureId: id }),
      file: PICTURE_TYPES,
    },
    async ({ scope, params }) => {
      const found = await pictures.find(scope, params.id, params.pictureId);
      if (!found) throw refuse(404, message("no-such-picture"));
      return { name: found.contentType.replace("image/", "picture."), ...found };
    },
  ),
];
