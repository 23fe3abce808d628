/** The pages that app stores and laws ask for, with their links' words. Anyone may read them, without the app and without signing in. */
export const PUBLIC_PAGES = [
  { path: "/privacy", label: "Privacy" },
  { path: "/terms", label: "Terms" },
  { path: "/support", label: "Support" },
  { path: "/delete-account", label: "Delete your account" },
] as const;
export type PublicPagePath = (typeof PUBLIC_PAGES)[number]["path"];

/** On a page, the attribute of a placeholder that nothing fills; its value is the placeholder's name. */
export const UNFILLED_ATTRIBUTE = "data-unfilled";
