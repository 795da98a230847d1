/** Composition root of the page: words and settings first, then the world and the panels around it. */
import "@fontsource-variable/inter/wght.css";
import "./tokens.css";
import "./base.css";
import { createRoot } from "react-dom/client";
import { lazy } from "react";
import { App } from "./app.tsx";
import { ErrorBoundary } from "./panels/overlays/error-boundary.tsx";
import { Part } from "./panels/overlays/part.tsx";
import { leaveInputMethodKeys } from "./state/leave-input-method-keys.ts";
import { readLink } from "./state/read-link.ts";
import { applySettings, useSettings } from "./state/settings.ts";
import { loadStudioWords, loadWords, preferredLanguage, startWords } from "./words/start-words.ts";

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no #page");

leaveInputMethodKeys(window);
applySettings(document.documentElement);
await startWords(useSettings.getState().language ?? preferredLanguage(navigator.languages));
const SharedPage = lazy(async () => {
  const [{ SharedPage }] = await Promise.all([
    import("./studio/shared/shared-page.tsx"),
    loadWords(),
    loadStudioWords(),
  ]);
  return { default: SharedPage };
});
const link = readLink(location.hash);
createRoot(page).render(
  <ErrorBoundary>
    {link.kind === "shared" ? (
      <Part>
        <SharedPage token={link.shareToken} />
      </Part>
    ) : (
      <App />
    )}
  </ErrorBoundary>,
);
