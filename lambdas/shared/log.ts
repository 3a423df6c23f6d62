/** What a log line says beside its text: ids, counts, an `error`. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Structured logs. With Lambda's JSON log format a console call with exactly one argument puts it into the line as it
 * is: `{"timestamp", "level", "requestId", "message": {"message": "…", …fields}}`, with errors written out; a second
 * argument would become text. Elsewhere (tests, a run by hand) Node prints the object. Lambda leaves out the levels
 * below the function's application log level.
 */
export const log = { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error') };

function to(level: 'debug' | 'info' | 'warn' | 'error') {
  return (message: string, fields?: LogFields): void => {
    console[level]({ message, ...fields });
  };
}
