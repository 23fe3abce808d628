export const THEME_STORAGE_KEY = "sendcat-theme";

/**
 * Runs before the first paint, so that nobody is flashed with the wrong theme. It also hands the page's nonce to the libraries that
 * inject style elements (scroll locking), which look for it under this name.
 */
export const THEME_SCRIPT = `(() => {
  const root = document.documentElement;
  self.__webpack_nonce__ = document.currentScript.nonce;
  let choice = null;
  try { choice = localStorage.getItem("${THEME_STORAGE_KEY}"); } catch {}
  const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
})();`;
