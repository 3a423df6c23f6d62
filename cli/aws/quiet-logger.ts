const ignore = () => undefined;

/**
 * For the clients that find the credentials first: where a profile and keys are both set, the SDK prints a warning of eight
 * lines, once. It has no variable for that. `otherAccountOfTerraform` says it where it matters; errors are thrown all the same.
 */
export const QUIET = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
