// oxlint-disable-next-line import/no-unassigned-import -- sets a global of zod, before the first schema
import "./zod-without-eval.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { browserConnection } from "./connection/browser-connection.ts";
import { desktopConnection } from "./connection/desktop-connection.ts";
import { startLanguage } from "./i18n/load-language.ts";
import { applyLastTheme } from "./ui/theme.ts";
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import "./ui/theme.css";

applyLastTheme();
// Before anything is waited for: the desktop shell hands its port over while the page loads.
const connection = window.location.protocol === "app:" ? desktopConnection(window) : browserConnection(window);
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const language = await startLanguage();
createRoot(root).render(
  <StrictMode>
    <App connection={connection} language={language} />
  </StrictMode>,
);
