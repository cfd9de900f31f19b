#!/usr/bin/env node
await import("decisis").then(({ main }) => main(process.argv.slice(2)));
