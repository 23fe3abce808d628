export const THEME_STORAGE_KEY = "sendcat-theme";

/**
 * Runs before the first paint, so that the wrong theme never flashes. It also stores the page's nonce under the name where the
 * libraries that inject style elements (scroll locking) look for it.
 */
export const THEME_SCRIPT = `(() => {
  const root = document.documentElement;
  self.__webpack_nonce__ = document.currentScript.nonce;
  let choice = null;
  try { choice = localStorage.getItem("${THEME_STORAGE_KEY}"); } catch {}
  const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
})();`;
