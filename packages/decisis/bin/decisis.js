#!/usr/bin/env node
const { main } = await import("decisis").catch((error) => {
  if (error.code !== "ERR_MODULE_NOT_FOUND" || !String(error.url ?? error.message).includes("dist")) throw error;
  process.stderr.write(
    "decisis is not built here: call it as `npx decisis`, or set NODE_OPTIONS=--conditions=decisis-source\n",
  );
  process.exit(2);
});
await main(process.argv.slice(2));
