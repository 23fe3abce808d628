export { createDeployment, type Deployment } from "./deployment.ts";
export type { DeploymentOptions } from "./deployment-options.ts";
export { DataDirectoryInUseError } from "./store/data-directory-in-use-error.ts";
