/** What belongs to a log line beside its text: ids, counts, an `error`. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Structured logs. With Lambda's JSON log format a console call with exactly one argument puts it into the line as it
 * is: `{"timestamp", "level", "requestId", "message": {"message": "…", …fields}}`, with errors written out; a second
 * argument would become text. Elsewhere (tests, a run by hand) Node prints the object. Lambda leaves out the levels
 * below the function's application log level.
 */
export const log = {
  debug: (message: string, fields?: LogFields): void => {
    console.debug({ message, ...fields });
  },
  info: (message: string, fields?: LogFields): void => {
    console.info({ message, ...fields });
  },
  warn: (message: string, fields?: LogFields): void => {
    console.warn({ message, ...fields });
  },
  error: (message: string, fields?: LogFields): void => {
    console.error({ message, ...fields });
  },
};
