import type { AuthProvider } from "../auth/auth-provider.ts";
import type { PushRequest } from "../push/push-request.ts";
import type { Component } from "./component.ts";
import type { ComponentDefinition } from "./component-definition.ts";

/** The code of one push, loaded and ready to run. */
export interface Program {
  readonly push: PushRequest;
  /** By component path; the app's path is empty. */
  readonly components: ReadonlyMap<string, Component>;
  readonly definitions: ReadonlyMap<string, ComponentDefinition>;
  readonly authProviders: readonly AuthProvider[];
  /** `[path, method]` of every route in `http.ts`. */
  readonly httpRoutes: readonly [path: string, method: string][];
}
