/** What the official CLI sends to `/api/deploy2/start_push`; only the fields that the deployment uses. */
export interface PushedModule {
  readonly path: string;
  readonly source: string;
  readonly sourceMap?: string;
  readonly environment: "isolate" | "node";
}

export interface ComponentDefinitionPush {
  readonly definitionPath: string;
  readonly definition: PushedModule;
  readonly dependencies: readonly string[];
  readonly schema: PushedModule | null;
  readonly functions: readonly PushedModule[];
}

export interface PushRequest {
  readonly dryRun: boolean;
  readonly functions: string;
  readonly appDefinition: {
    readonly definition: PushedModule | null;
    readonly dependencies: readonly string[];
    readonly schema: PushedModule | null;
    readonly changedModules: readonly PushedModule[];
    readonly unchangedModuleHashes: readonly {
      readonly path: string;
      readonly environment: string;
      readonly sha256: string;
    }[];
    readonly udfServerVersion: string;
  };
  readonly componentDefinitions: readonly ComponentDefinitionPush[];
}
