import { type News } from '../../../lambdas/webhooks/news';

/** That minecraft is ready, with other values where a test has them. */
export function aNews(more: Partial<News> = {}): News {
  return {
    id: 'message-1',
    time: new Date('2026-11-29T21:00:00Z'),
    project: 'games',
    leaf: 'minecraft',
    kind: 'ready',
    subject: 'minecraft is ready',
    message: 'minecraft is ready.\n\nInstance: i-1',
    text: 'minecraft is ready.',
    ...more,
  };
}
