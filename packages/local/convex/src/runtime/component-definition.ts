import type { EncodedObject } from "../values/encoded-value.ts";

export type EnvironmentBinding = { type: "value"; value: string } | { type: "envVar"; name: string };

/** What `convex.config.default.export()` says, as far as the deployment uses it. */
export type ComponentDefinition = EncodedObject & {
  definitionType?: { type: "app" } | { type: "childComponent"; name: string };
  childComponents: {
    name: string;
    path: string;
    env?: [name: string, binding: EnvironmentBinding][] | null;
  }[];
};

export const EMPTY_APP_DEFINITION: ComponentDefinition = {
  definitionType: { type: "app" },
  childComponents: [],
  httpMounts: {},
  exports: { type: "branch", branch: [] },
};
