export { startStack, type StackOptions } from "./stack/start-stack.ts";
export { makePushedData } from "./stack/make-pushed-data.ts";
export { type Stack, type StackUrls } from "./stack/stack.ts";
export { StackError } from "./stack/stack-error.ts";
export { createStackProcesses, type StackProcesses, type PartOptions } from "./stack/stack-processes.ts";
export { type PartCommand, type PartProcess, type PartExit } from "./process/spawn-part.ts";
export { DEFAULT_PORT_BASE, stackPorts, type StackPorts } from "./settings/stack-ports.ts";
export { REPO_ROOT } from "./settings/repo-root.ts";
export { createTerminalLog, type LogLine, type LogSink } from "./log/stack-log.ts";
