import { serveInWorker } from "@decisis/tensor";
import { modelHandlers } from "./model-handlers.ts";

serveInWorker(modelHandlers());
