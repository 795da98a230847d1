/** Composition root of the page: words and settings first, then the world and the panels around it. */
import "@fontsource-variable/inter/wght.css";
import "./tokens.css";
import "./base.css";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { ErrorBoundary } from "./panels/overlays/error-boundary.tsx";
import { leaveInputMethodKeys } from "./state/leave-input-method-keys.ts";
import { applySettings, useSettings } from "./state/settings.ts";
import { preferredLanguage, startWords } from "./words/start-words.ts";

const page = document.getElementById("page");
if (page === null) throw new Error("index.html has no #page");

leaveInputMethodKeys(window);
applySettings(document.documentElement);
await startWords(useSettings.getState().language ?? preferredLanguage(navigator.languages));
createRoot(page).render(
  <ErrorBoundary>
    <App />
  </ErrorBoundary>,
);
