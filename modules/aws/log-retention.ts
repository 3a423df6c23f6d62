/** Days that CloudWatch keeps the logs of containers, functions and DNS queries. */
export const LOG_RETENTION_DAYS = 7;
