/* Jest takes `testTimeout` for all projects only; each tier has its own patience. */
jest.setTimeout(globalThis.TIMEOUT_SECONDS * 1000);
