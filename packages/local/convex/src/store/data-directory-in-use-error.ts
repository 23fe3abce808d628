export class DataDirectoryInUseError extends Error {
  override readonly name = "DataDirectoryInUseError";

  constructor(dataDirectory: string) {
    super(`data directory ${dataDirectory} is in use by another convex-local process`);
  }
}
