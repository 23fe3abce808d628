import { cp } from "node:fs/promises";
import { createDeployment } from "../deployment.ts";
import { FixtureApp, TEST_ADMIN_KEY } from "./fixture-app.ts";
import { madeOnce } from "./made-once.ts";

/** The fixture app, with data to which the official CLI has pushed it; the push happens once per test run. */
export async function createPushedApp(): Promise<FixtureApp> {
  const made = await madeOnce("fixture-app", async (folder) => {
    const app = await FixtureApp.create();
    await push(app);
    await cp(app.directory, folder, { recursive: true });
    await app.remove();
  });
  if (made) return FixtureApp.copyOf(made);
  const app = await FixtureApp.create();
  await push(app);
  return app;
}

async function push(app: FixtureApp): Promise<void> {
  const { dataDirectory } = app;
  const log = (): void => undefined;
  const deployment = await createDeployment({ dataDirectory, adminKey: TEST_ADMIN_KEY, port: 0, sitePort: 0, log });
  try {
    await app.push(deployment.url);
  } finally {
    await deployment.close();
  }
}
