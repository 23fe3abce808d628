export { Argument, Option } from "@commander-js/extra-typings";
export { command } from "./command.ts";
export { number, wholeNumber, wholeNumbers } from "./number-option.ts";
export { origin } from "./origin-option.ts";
