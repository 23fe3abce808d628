import type { PublicPagePath } from "@sendcat/shared-types";
import deleteAccount from "../../texts/delete-account.md";
import privacy from "../../texts/privacy.md";
import support from "../../texts/support.md";
import terms from "../../texts/terms.md";

/** The text of each public page, as Markdown with placeholders. An operator replaces the files. */
export const PAGE_TEXTS: Readonly<Record<PublicPagePath, string>> = {
  "/privacy": privacy,
  "/terms": terms,
  "/support": support,
  "/delete-account": deleteAccount,
};
