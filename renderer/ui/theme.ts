import type { Settings } from "#core/survey/settings.ts";

type Theme = Settings["theme"];

/** Where the last choice is kept for the first paint, before the host has told the settings. */
const THEME_KEY = "farsite.theme";

/** Sets the window's colours: an explicit choice wins over the system's, see `ui/theme.css`. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  localStorage.setItem(THEME_KEY, theme);
}

export function applyLastTheme(): void {
  const last = localStorage.getItem(THEME_KEY);
  if (last === "light" || last === "dark") document.documentElement.dataset["theme"] = last;
}
