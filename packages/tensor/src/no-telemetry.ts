/**
 * ONNX Runtime 1.29 and later report models, sessions and errors to their maker on Linux and macOS unless this variable is set
 * before the library starts (microsoft/onnxruntime#27379). Who wants that sets it to 0. The native library reads the environment
 * of the process, which only the main thread can set: everything that starts a worker imports this too.
 */
process.env.ORT_DISABLE_TELEMETRY ??= "1";
