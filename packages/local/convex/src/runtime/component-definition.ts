import type { EncodedObject } from "../values/encoded-value.ts";

export type EnvironmentBinding =
  | { readonly type: "value"; readonly value: string }
  | { readonly type: "envVar"; readonly name: string };

/** The result of `convex.config.default.export()`; only the fields that the deployment uses. */
export type ComponentDefinition = EncodedObject & {
  readonly definitionType?: { readonly type: "app" } | { readonly type: "childComponent"; readonly name: string };
  readonly childComponents: {
    readonly name: string;
    readonly path: string;
    readonly env?: readonly (readonly [name: string, binding: EnvironmentBinding])[] | null;
  }[];
};

export const EMPTY_APP_DEFINITION: ComponentDefinition = {
  definitionType: { type: "app" },
  childComponents: [],
  httpMounts: {},
  exports: { type: "branch", branch: [] },
};
