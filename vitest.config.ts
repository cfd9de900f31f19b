import { defineConfig, type ViteUserConfigExport } from "vitest/config";

const config: ViteUserConfigExport = defineConfig({
  resolve: { conditions: ["decisis-source", "node"] },
  ssr: { resolve: { conditions: ["decisis-source", "node"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
export default config;
