import { z } from "zod";
import { countSentence, ENDING_TABLE, ENDINGS } from "./ending.ts";
import { MESSAGE_STATUSES } from "./message-status.ts";

const ACTIONS = { continue: "It can be continued.", "try-again": "It can be replaced: try again." };

/** The list may grow: a reader takes a status that it does not know as `failed`. */
export const messageStatusSchema = z
  .enum(MESSAGE_STATUSES)
  .meta({ "x-open": true, description: described() })
  .catch("failed");

/** The table of endings, as one text. */
function described(): string {
  const endings = ENDINGS.map((ending) => {
    const { told, actions } = ENDING_TABLE[ending];
    return [`\`${ending}\`:`, told, ...actions.map((action) => ACTIONS[action]), countSentence(ending)]
      .filter((words) => words !== null)
      .join(" ");
  });
  return ["How the answer ended. Treat a status that you do not know as `failed`.", ...endings].join(" ");
}
