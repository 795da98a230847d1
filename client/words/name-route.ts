import type { TFunction } from "i18next";
import { nameOfRoute } from "../../schema/rules/name-of-route.ts";

/** A route as people know it, in the language of the page: `Rehearsal` for `rehearsal/script`. */
export const nameRoute = (route: string, t: TFunction): string =>
  nameOfRoute(route, { rehearsal: t("voice.rehearsal"), here: (model) => t("voice.here", { model }) });
