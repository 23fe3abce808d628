/** What the official CLI sends to `/api/deploy2/start_push`, as far as the deployment uses it. */
export interface PushedModule {
  path: string;
  source: string;
  sourceMap?: string;
  environment: "isolate" | "node";
}

export interface ComponentDefinitionPush {
  definitionPath: string;
  definition: PushedModule;
  dependencies: string[];
  schema: PushedModule | null;
  functions: PushedModule[];
}

export interface PushRequest {
  dryRun: boolean;
  functions: string;
  appDefinition: {
    definition: PushedModule | null;
    dependencies: string[];
    schema: PushedModule | null;
    changedModules: PushedModule[];
    unchangedModuleHashes: { path: string; environment: string; sha256: string }[];
    udfServerVersion: string;
  };
  componentDefinitions: ComponentDefinitionPush[];
}
