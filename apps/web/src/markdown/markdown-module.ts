import { createLateModule } from "../shell/late-module.ts";

/** The markdown renderer is a third of the page's code, so the page opens without it. */
export const MARKDOWN = createLateModule(() => import("./markdown.tsx"));
