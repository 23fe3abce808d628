import { confidenceTable, courierTable, pegTable, placeTables } from "@sendcat/landed-cost/facts-page";
import { DEFAULT_PORT_BASE } from "@sendcat/local-stack";
import type { Block } from "./block.ts";
import { decisionList } from "./decision-list.ts";
import { endingTable } from "./ending-table.ts";
import { errorList } from "./error-list.ts";
import { importList } from "./import-rules.ts";
import { portTable } from "./port-table.ts";
import { recipientTable } from "./recipient-table.ts";
import { callerList, routeList, routeTable } from "./route-list.ts";
import { secretTable } from "./secret-table.ts";
import { tablesOf } from "./table-list.ts";

const API = "docs/api/README.md";
const LANDED_COST = "docs/landed-cost.md";
const DESIGN = "docs/design/architecture.md";

export const BLOCKS: readonly Block[] = [
  { file: "README.md", name: "ports", render: () => portTable(DEFAULT_PORT_BASE) },
  { file: "docs/deploy.md", name: "secrets", render: secretTable },
  { file: "docs/design/streaming.md", name: "endings", render: endingTable },
  { file: DESIGN, name: "errors", render: errorList },
  { file: DESIGN, name: "routes", render: routeList },
  { file: API, name: "routes", render: routeTable },
  { file: API, name: "callers", render: callerList },
  { file: API, name: "sdk-chat", render: ({ read }) => `\`\`\`ts\n${read("e2e/clients/sdk-chat.ts").trim()}\n\`\`\`` },
  { file: DESIGN, name: "tables", render: ({ read }) => `${tablesOf(read("convex/schema.ts")).join(", ")}.` },
  { file: DESIGN, name: "imports", render: ({ read }) => importList(read(".oxlintrc.json")) },
  { file: "docs/deploy.md", name: "recipients", render: recipientTable },
  { file: LANDED_COST, name: "confidence", render: confidenceTable },
  { file: LANDED_COST, name: "places", render: placeTables },
  { file: LANDED_COST, name: "couriers", render: courierTable },
  { file: LANDED_COST, name: "pegs", render: pegTable },
  { file: "docs/decisions/README.md", name: "decisions", render: decisionList },
];
