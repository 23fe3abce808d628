export type FunctionKind = "query" | "mutation" | "action";
