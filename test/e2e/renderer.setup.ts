import { test as setup } from "@playwright/test";
import { buildRenderer } from "./build-renderer.ts";

setup("build the window", async () => {
  await buildRenderer();
});
