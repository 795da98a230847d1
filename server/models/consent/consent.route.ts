import { Consent, ConsentChange } from "../../../schema/messages/models.ts";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { Problem } from "../../http/problem.ts";
import { CONSENT_TEXT_VERSION, type ModelSettings } from "./model-settings.store.ts";

const area = "Accounts";

export const consentRoutes = (settings: Pick<ModelSettings, "readConsent" | "changeConsent">): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/me/consent",
      summary: "Whether my personal data may go to remote models as I wrote it",
      area,
      access: "signed-in",
      answer: Consent,
    },
    async ({ scope }) => settings.readConsent(scope),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/me/consent",
      summary: "Give that consent, or take it back",
      area,
      access: "signed-in",
      body: ConsentChange,
      answer: Consent,
    },
    async ({ scope, body }) => {
      if (body.granted && body.textVersion !== CONSENT_TEXT_VERSION)
        throw new Problem(409, "The text has changed since it was shown. Read it again, and agree to that one.", {
          code: "consent-changed",
        });
      await settings.changeConsent(scope, body.granted, body.textVersion);
      return settings.readConsent(scope);
    },
  ),
];
