/** Where Route 53 writes query logs: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html */
export const QUERY_LOG_REGION = 'us-east-1';
